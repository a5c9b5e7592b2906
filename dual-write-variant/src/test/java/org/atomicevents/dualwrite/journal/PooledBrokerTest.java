package org.atomicevents.dualwrite.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.atomicevents.broker.Broker;
import org.atomicevents.broker.Delivery;
import org.junit.jupiter.api.Test;

/** Commits while the broker is there, away, or closed. */
class PooledBrokerTest {

    private final List<MemoryBroker> made = new ArrayList<>();
    private final PooledBroker pool = new PooledBroker(this::make, 2);
    private int attempts;
    private boolean away;

    @Test
    void whileTheBrokerIsAwayOnlyTheFirstCommitFindsOut() {
        away = true;
        List<Delivery> first = pool.send(List.of(Fixture.event("1"), Fixture.event("2")));
        List<Delivery> second = pool.send(List.of(Fixture.event("3")));
        assertThat(first).hasSize(2).allMatch(PooledBrokerTest::isAway);
        assertThat(second).hasSize(1).allMatch(PooledBrokerTest::isAway);
        assertThat(attempts).isEqualTo(1);
    }

    @Test
    void afterItsEndTheBrokerIsAway() {
        pool.send(List.of(Fixture.event("1")));
        pool.close();
        assertThat(pool.send(List.of(Fixture.event("2")))).allMatch(PooledBrokerTest::isAway);
        assertThat(attempts).isEqualTo(1);
        assertThat(made)
                .singleElement()
                .satisfies(broker -> assertThat(broker.closed).isTrue());
    }

    @Test
    void anIdleBrokerIsUsedAgain() {
        pool.send(List.of(Fixture.event("1")));
        assertThat(pool.send(List.of(Fixture.event("2"))))
                .allMatch(delivery -> delivery.status() == Delivery.Status.SENT);
        assertThat(made)
                .singleElement()
                .satisfies(broker -> assertThat(broker.received).containsExactly("1", "2"));
    }

    @Test
    void aBrokerThatIsClosedWhileItSendsIsNotKept() {
        made.add(new MemoryBroker());
        PooledBroker one = new PooledBroker(() -> made.get(0), 1);
        made.get(0).whileSending = one::close;
        assertThat(one.send(List.of(Fixture.event("1")))).hasSize(1);
        assertThat(made.get(0).closed).isTrue();
    }

    private Broker make() {
        MemoryBroker broker = new MemoryBroker();
        broker.away = away;
        broker.whileSending = () -> attempts++;
        made.add(broker);
        return broker;
    }

    private static boolean isAway(Delivery delivery) {
        return delivery.status() == Delivery.Status.UNREACHABLE
                && !delivery.reason().isEmpty();
    }
}
