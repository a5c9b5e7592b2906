package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.atomicevents.Event;
import org.atomicevents.PublishException;
import org.atomicevents.broker.Brokers;
import org.atomicevents.operations.Vitals;
import org.junit.jupiter.api.Test;

/**
 * A broker that is silent instead of gone detains nobody. Seen: with its disk at its limit callers hung beyond 45 s, and with them
 * everybody who wanted the same row.
 */
abstract class SilenceContract extends TransactionContract {

    private static final Duration DETAINED_AT_MOST = Duration.ofSeconds(20);

    /** Each call that is not bounded by us is bounded by the client's own time-out, and there are several until all is rolled back. */
    private static final Duration DETAINED_AT_MOST_BY_A_FROZEN_ONE = Duration.ofSeconds(40);

    private static final Duration BOUND = Duration.ofSeconds(60);

    /** Until another one is tried. */
    private static final Duration AN_EVENT_TAKES_AT_MOST = Duration.ofSeconds(5);

    @Resource
    ManagedExecutorService executor;

    @Inject
    Vitals vitals;

    @Test
    void aBrokerThatTakesNothingDetainsNobody() throws Exception {
        detains(broker::makeSilent, broker::makeRoomy, DETAINED_AT_MOST);
    }

    @Test
    void aBrokerThatIsFrozenDetainsNobody() throws Exception {
        detains(broker::freeze, broker::thaw, DETAINED_AT_MOST_BY_A_FROZEN_ONE);
    }

    /** What the caller was told; nothing if callers do not wait for the broker, or are not told. */
    void assertTold(Throwable refusal) {
        assertThat(refusal).isNull();
    }

    /** For a strategy that publishes before the commit. */
    final void assertRefused(Throwable refusal) {
        assertThat(refusal)
                .hasStackTraceContaining(PublishException.class.getName())
                .hasStackTraceContaining("The broker did not answer within");
    }

    private void detains(Runnable begin, Runnable end, Duration atMost) throws Exception {
        // More than the credits that a client has already got from the broker.
        List<Event> many =
                IntStream.range(0, 40).mapToObj(i -> event("x".repeat(4000))).toList();
        begin.run();
        try {
            Future<?> caller = executor.submit(() -> scopes.required(() -> many.forEach(this::change)));
            Throwable refusal = catchThrowable(() -> caller.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
            assertThat(refusal instanceof TimeoutException).isFalse();
            assertTold(refusal);
            await().atMost(BOUND).until(this::isAlarming);
        } finally {
            end.run();
        }
        await().atMost(BOUND).until(this::arrivesAgain);
        assertThat(isAlarming()).isFalse();
    }

    private boolean isAlarming() {
        return vitals.all().get(Brokers.ID).stream().anyMatch(sign -> sign.alarm() != null);
    }

    /** Right after the silence a strategy may lose or refuse, as its guarantees admit. */
    private boolean arrivesAgain() {
        Event back = event("back");
        try {
            scopes.required(() -> change(back));
            return deliveries.bring(back, AN_EVENT_TAKES_AT_MOST);
        } catch (EJBException | PublishException notYet) {
            return false;
        }
    }
}
