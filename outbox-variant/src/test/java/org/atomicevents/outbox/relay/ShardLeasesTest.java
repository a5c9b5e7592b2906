package org.atomicevents.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.atomicevents.outbox.store.OutboxFixture;
import org.atomicevents.outbox.store.Shards;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shards of a relay over time, on a real database. */
class ShardLeasesTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final AtomicInteger gains = new AtomicInteger();
    private OutboxFixture outbox;

    @BeforeEach
    void install() throws Exception {
        outbox = OutboxFixture.install();
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        outbox.close();
    }

    @Test
    void holdsItsShardsWhenTheStartReturnsAndWakesItsRelay() {
        ShardLeases leases = leases("here", LONG);
        assertThat(leases.areAll()).isFalse();
        leases.start();
        assertThat(leases.areAll()).isTrue();
        assertThat(gains).hasValue(1);
        try (ShardLeases.Hold hold = leases.hold()) {
            assertThat(hold.isOver()).isFalse();
            assertThat(hold.shards().size()).isEqualTo(Shards.COUNT);
        }
    }

    /** Three times as long as the lease: without renewals it would have ended. */
    @Test
    void theLeaseGoesOnWhileTheRelayWorks() throws Exception {
        ShardLeases leases = leases("here", SHORT);
        leases.start();
        long begin = System.nanoTime();
        await().during(SHORT.multipliedBy(3)).atMost(BOUND).until(leases::areAll);
        assertThat(System.nanoTime() - begin)
                .isGreaterThan(SHORT.multipliedBy(3).toNanos());
        assertThat(outbox.shards("other").isEmpty()).isTrue();
    }

    /** Seen: the lease ended, another relay took the shards, and the first one had a new lease before it looked at the clock. */
    @Test
    void aPassWhoseShardsAreAnothersIsOverAlthoughThereIsANewLease() throws Exception {
        ShardLeases leases = leases("here", LONG);
        leases.start();
        try (ShardLeases.Hold hold = leases.hold()) {
            outbox.endLeases();
            outbox.shards("other");
            leases.start();
            assertThat(hold.isOver()).isTrue();
        }
    }

    @Test
    void afterTheStopNothingIsHeldAndEverythingIsFree() throws Exception {
        ShardLeases leases = leases("here", LONG);
        leases.start();
        leases.stop();
        leases.stop();
        assertThat(leases.areAll()).isFalse();
        assertThat(outbox.shards("other").size()).isEqualTo(Shards.COUNT);
    }

    /** A server in which no relay runs makes the parts, too. */
    @Test
    void whatWasNeverStartedGivesNothingBack() throws Exception {
        outbox.shards("here");
        leases("here", LONG).stop();
        assertThat(outbox.shards("other").isEmpty()).isTrue();
    }

    /** Its clock alone tells it, and it need not know of anybody else. */
    @Test
    void whoTakesOverIsWokenAtTheEndOfTheLease() throws Exception {
        outbox.store("dead").leases(SHORT).renew();
        outbox.store("dead").leases(SHORT).take(Shards.COUNT);
        ShardLeases leases = leases("here", LONG);
        leases.start();
        assertThat(leases.areAll()).isFalse();
        await().atMost(BOUND).until(leases::areAll);
        assertThat(gains).hasValue(1);
    }

    private ShardLeases leases(String owner, Duration lease) {
        return new ShardLeases(outbox.store(owner).leases(lease), gains::incrementAndGet, threads);
    }
}
