package org.atomicevents.outbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.atomicevents.Event;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The claim's rules on a real database: head of line, one claimer, fence. Two owners stand for two servers. */
class OutboxStoreTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private OutboxFixture outbox;
    private TestDatabase database;
    private OutboxStore here;
    private OutboxStore there;

    @BeforeEach
    void install() throws Exception {
        outbox = OutboxFixture.install();
        database = outbox.database;
        here = outbox.store("here");
        there = outbox.store("there");
    }

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    void installingTwiceKeepsWhatIsThere() throws Exception {
        append("a1");
        outbox.install(OutboxFixture.LANE);
        assertThat(ids(here.claim(10, LONG))).containsExactly("a1");
    }

    @Test
    void anEventComesBackAsItWas() throws Exception {
        Event event = new Event(
                "id",
                java.net.URI.create("/source?x=1"),
                "type",
                "subject",
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                "application/octet-stream",
                new byte[] {0, -1, 127},
                Map.of("traceparent", "00-ab ,{}'\"", "empty", ""));
        append(event);
        assertThat(here.claim(1, LONG).events()).containsExactly(event);
    }

    @Test
    void aRolledBackEntryIsNeverClaimed() throws Exception {
        database.manager.begin();
        try (Connection connection = database.pool.getConnection()) {
            here.append(connection, Events.event("a1"));
        }
        database.manager.rollback();
        assertThat(here.claim(10, LONG).isEmpty()).isTrue();
    }

    @Test
    void claimsInOrderUpToTheLimit() throws Exception {
        append("a1", "b1", "a2", "b2");
        assertThat(ids(here.claim(3, LONG))).containsExactly("a1", "b1", "a2");
    }

    /** T-6: skipping locked rows would let a2 overtake a1. */
    @Test
    void skippingWhatAnotherHoldsDoesNotBreakOrderPerSubject() throws Exception {
        append("a1", "a2", "b1");
        assertThat(ids(here.claim(1, LONG))).containsExactly("a1");
        assertThat(ids(there.claim(10, LONG))).containsExactly("b1");
    }

    /** T-13: times are of the transactions' begins, and the later commit may belong to the earlier begin. */
    @Test
    void anEntryNeverTriedIsDueWhateverItsTime() throws Exception {
        append("a1", "a2");
        database.execute(
                "UPDATE outbox SET next_attempt_at = next_attempt_at + INTERVAL '1' HOUR WHERE event_id = 'a1'");
        assertThat(ids(here.claim(10, LONG))).containsExactly("a1", "a2");
    }

    @Test
    void anEntryRetriedLaterHoldsItsSubjectAndNoOther() throws Exception {
        append("a1", "a2", "b1");
        Claim claim = here.claim(1, LONG);
        here.retry(claim, claim.entries().get(0), LONG, "no");
        assertThat(ids(here.claim(10, LONG))).containsExactly("b1");
        assertThat(database.number("SELECT attempts FROM outbox WHERE event_id = 'a1'"))
                .isEqualTo(1);
    }

    @Test
    void aParkedEntryHoldsItsSubjectUntilItIsReplayed() throws Exception {
        append("a1", "a2");
        Claim claim = here.claim(1, LONG);
        here.park(claim, claim.entries().get(0), "poison");
        assertThat(here.claim(10, LONG).isEmpty()).isTrue();
        OutboxOperations operations = outbox.operations();
        assertThat(operations.parked(10)).singleElement().satisfies(parked -> {
            assertThat(parked.eventId()).isEqualTo("a1");
            assertThat(parked.attempts()).isEqualTo(1);
            assertThat(parked.lastError()).isEqualTo("poison");
        });
        assertThat(operations.pending()).isEqualTo(1);
        assertThat(operations.replay("/test", "a1")).isTrue();
        assertThat(operations.replay("/test", "a1")).isFalse();
        Claim again = here.claim(10, LONG);
        assertThat(ids(again)).containsExactly("a1", "a2");
        assertThat(again.entries().get(0).attempts()).isZero();
    }

    @Test
    void aDiscardedEntryLetsItsSubjectMoveOn() throws Exception {
        append("a1", "a2");
        Claim claim = here.claim(1, LONG);
        here.park(claim, claim.entries().get(0), "poison");
        OutboxOperations operations = outbox.operations();
        assertThat(operations.discard("/test", "a2")).isFalse();
        assertThat(operations.discard("/test", "a1")).isTrue();
        assertThat(ids(here.claim(10, LONG))).containsExactly("a2");
    }

    @Test
    void releasedEntriesAreClaimableAtOnceAndUncounted() throws Exception {
        append("a1", "a2");
        Claim claim = here.claim(10, LONG);
        assertThat(here.release(claim, claim.entries())).isEqualTo(2);
        Claim again = there.claim(10, LONG);
        assertThat(ids(again)).containsExactly("a1", "a2");
        assertThat(again.entries()).allMatch(entry -> entry.attempts() == 0);
    }

    /** T-12: a relay that slept past its claim must not give back or count against entries that another one holds now. */
    @Test
    void aZombieCannotTouchWhatAnotherHolds() throws Exception {
        append("a1", "a2");
        Claim slept = here.claim(10, LONG);
        database.execute("UPDATE outbox SET claimed_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
        Claim current = there.claim(10, LONG);
        assertThat(ids(current)).containsExactly("a1", "a2");
        assertThat(current.epoch()).isGreaterThan(slept.epoch());
        assertThat(here.release(slept, slept.entries())).isZero();
        assertThat(here.retry(slept, slept.entries().get(0), LONG, "no")).isZero();
        assertThat(here.park(slept, slept.entries().get(0), "no")).isZero();
        assertThat(there.settle(current.entries())).isEqualTo(2);
        assertThat(database.number("SELECT count(*) FROM outbox")).isZero();
    }

    /** Two slow relays would take over from each other for ever, if neither could delete what it has sent. */
    @Test
    void whatTheBrokerConfirmedIsDeletedWhoeverHoldsIt() throws Exception {
        append("a1", "a2");
        Claim slept = here.claim(10, LONG);
        database.execute("UPDATE outbox SET claimed_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
        there.claim(10, LONG);
        assertThat(here.settle(slept.entries())).isEqualTo(2);
        assertThat(database.number("SELECT count(*) FROM outbox")).isZero();
    }

    /** Seen: one row that a trigger made stopped the relay and the operator's view for ever. */
    @Test
    void aRowThatIsNoEventIsParkedAndOnlyItsSubjectWaits() throws Exception {
        append("a1", "b1", "a2");
        database.execute("UPDATE outbox SET source = '%% no URI' WHERE event_id = 'a1'");
        assertThat(ids(here.claim(10, LONG))).containsExactly("b1");
        OutboxOperations operations = outbox.operations();
        assertThat(operations.parked(10)).singleElement().satisfies(parked -> {
            assertThat(parked.eventId()).isEqualTo("a1");
            assertThat(parked.lastError()).contains("it is no event").contains("no URI");
        });
        assertThatIllegalStateException()
                .isThrownBy(() -> operations.inspect("%% no URI", "a1"))
                .withMessageContaining("a1, which is no event");

        database.execute("UPDATE outbox SET source = '/mended' WHERE event_id = 'a1'");
        assertThat(operations.replay("/mended", "a1")).isTrue();
        assertThat(ids(here.claim(10, LONG))).containsExactly("a1", "a2");
    }

    @Test
    void extensionsThatAreNoPairsAreNoEvent() throws Exception {
        append("a1", "b1");
        database.execute("UPDATE outbox SET extensions = ARRAY['traceparent'] WHERE event_id = 'a1'");
        assertThat(ids(here.claim(10, LONG))).containsExactly("b1");
        assertThat(outbox.operations().parked(10)).hasSize(1);
    }

    /** A batch is read into memory. */
    @Test
    void aClaimIsBoundedInBytesButNeverEmptyForThat() throws Exception {
        byte[] large = new byte[1024 * 1024];
        database.committed(() -> {
            try (Connection connection = database.pool.getConnection()) {
                for (int i = 0; i < 20; i++) {
                    here.append(connection, withData("a" + i, large));
                }
                return null;
            }
        });
        Claim claim = here.claim(100, LONG);
        assertThat(claim.entries()).hasSize(16);
        assertThat(claim.isFull(100)).isTrue();
        here.settle(claim.entries());
        assertThat(here.claim(100, LONG).entries()).hasSize(4);
    }

    /** T-12: nor entries that it claimed again itself, under its older claim. */
    @Test
    void theSameOwnerIsFencedByTheEpoch() throws Exception {
        append("a1");
        Claim slept = here.claim(10, LONG);
        database.execute("UPDATE outbox SET claimed_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
        Claim current = here.claim(10, LONG);
        assertThat(here.release(slept, slept.entries())).isZero();
        assertThat(here.release(current, current.entries())).isEqualTo(1);
    }

    @Test
    void onlyOneClaimsAtATimeAndTheOtherDoesNotWait() throws Exception {
        append("a1");
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> claimer = other.submit(() -> database.committed(() -> {
                try (Connection connection = database.pool.getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("SELECT strategy FROM outbox_relay WHERE strategy = 'outbox-polling' FOR UPDATE");
                    locked.countDown();
                    return asked.await(20, TimeUnit.SECONDS);
                }
            }));
            assertThat(locked.await(20, TimeUnit.SECONDS)).isTrue();
            Claim second = here.claim(10, LONG);
            assertThat(second.isEmpty()).isTrue();
            assertThat(second.contended()).isTrue();
            asked.countDown();
            assertThat(claimer.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(ids(here.claim(10, LONG))).containsExactly("a1");
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void anIdleClaimWritesNothing() throws Exception {
        append("a1");
        here.claim(10, LONG);
        long epoch = database.number("SELECT nextval('outbox_epoch')");
        assertThat(here.claim(10, LONG).isEmpty()).isTrue();
        assertThat(database.number("SELECT nextval('outbox_epoch')")).isEqualTo(epoch + 1);
    }

    /** T-20: no age and no count deletes an entry; only delivery or an operator does. */
    @Test
    void nothingThatWasNotPublishedIsDeleted() throws Exception {
        append("a1", "b1", "c1", "d1");
        Claim claim = here.claim(10, LONG);
        here.park(claim, claim.entries().get(0), "poison");
        here.retry(claim, claim.entries().get(1), LONG, "later");
        here.release(claim, claim.entries().subList(2, 3));
        assertThat(here.settle(claim.entries().subList(3, 4))).isEqualTo(1);
        database.execute(
                "UPDATE outbox SET time = time - INTERVAL '1000' DAY,"
                        + " next_attempt_at = next_attempt_at - INTERVAL '1000' DAY, parked_at = parked_at - INTERVAL '1000' DAY");
        outbox.install(OutboxFixture.LANE);
        here.claim(10, LONG);
        assertThat(database.number("SELECT count(*) FROM outbox")).isEqualTo(3);
    }

    /** An id is unique within its source only. */
    @Test
    void anotherSourcesEntryOfTheSameIdIsNotTouched() throws Exception {
        append("a1");
        append("a1");
        database.execute(
                "UPDATE outbox SET source = '/another', subject = 'b' WHERE seq = (SELECT max(seq) FROM outbox)");
        Claim claim = here.claim(10, LONG);
        here.park(claim, claim.entries().get(0), "no");
        here.park(claim, claim.entries().get(1), "no");
        OutboxOperations operations = outbox.operations();
        assertThat(operations.inspect("/another", "a1").map(Event::subject)).contains("b");
        assertThat(operations.discard("/none", "a1")).isFalse();
        assertThat(operations.discard("/another", "a1")).isTrue();
        assertThat(operations.parked(10))
                .singleElement()
                .satisfies(left -> assertThat(left.source()).isEqualTo("/test"));
        assertThat(operations.replay("/another", "a1")).isFalse();
        assertThat(operations.replay("/test", "a1")).isTrue();
    }

    @Test
    void anotherStrategysEntriesAreNotTouched() throws Exception {
        notTouchedBy(new Lane(OutboxFixture.APPLICATION, "outbox-other"));
    }

    /** Seen: the relay of one application sent the events of another one to its own queue. */
    @Test
    void anotherApplicationsEntriesAreNotTouched() throws Exception {
        notTouchedBy(new Lane("another", OutboxFixture.STRATEGY));
    }

    private void notTouchedBy(Lane lane) throws Exception {
        append("a1");
        outbox.install(lane);
        OutboxStore other = outbox.store(lane, "here");
        assertThat(other.claim(10, LONG).isEmpty()).isTrue();
        OutboxOperations operations = new OutboxOperations(database.transactions, lane);
        assertThat(operations.pending()).isZero();
        assertThat(operations.inspect("/test", "a1")).isEmpty();
        assertThat(operations.discard("/test", "a1")).isFalse();
        assertThat(ids(here.claim(10, LONG))).containsExactly("a1");
    }

    @Test
    void theBacklogSaysWhatWaitsAndWhatWasGivenUp() throws Exception {
        append("a1", "b1", "c1");
        Claim claim = here.claim(1, LONG);
        here.park(claim, claim.entries().get(0), "poison");
        database.execute("UPDATE outbox SET next_attempt_at = next_attempt_at - INTERVAL '60' SECOND");
        Backlog backlog = outbox.operations().backlog();
        assertThat(backlog.waiting()).isEqualTo(2);
        assertThat(backlog.parked()).isEqualTo(1);
        assertThat(backlog.oldest()).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(90));
    }

    private void append(String... ids) throws Exception {
        for (String id : ids) {
            append(Events.event(id));
        }
    }

    private void append(Event event) throws Exception {
        database.committed(() -> {
            try (Connection connection = database.pool.getConnection()) {
                here.append(connection, event);
                return null;
            }
        });
    }

    private static Event withData(String id, byte[] data) {
        Event plain = Events.event(id);
        return new Event(
                id,
                plain.source(),
                plain.type(),
                plain.subject(),
                plain.time(),
                "application/octet-stream",
                data,
                Map.of());
    }

    private static List<String> ids(Claim claim) {
        return claim.events().stream().map(Event::id).toList();
    }
}
