package org.atomicevents.outbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.atomicevents.Event;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of the outbox itself on a real database: what may be read, in which order, and what a settlement deletes. */
class OutboxStoreTest {

    private static final Duration RESERVATION = Duration.ofMinutes(5);

    private OutboxFixture outbox;
    private TestDatabase database;
    private OutboxStore here;
    private Shards mine;

    @BeforeEach
    void install() throws Exception {
        outbox = OutboxFixture.install();
        database = outbox.database;
        here = outbox.store("here");
        mine = outbox.shards("here");
    }

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    void installingTwiceKeepsWhatIsThere() throws Exception {
        append("a1");
        outbox.install(OutboxFixture.LANE);
        assertThat(ids(read(10))).containsExactly("a1");
        assertThat(database.number("SELECT count(*) FROM outbox_lease")).isEqualTo(Shards.COUNT);
        assertThat(database.number("SELECT count(*) FROM outbox_lease WHERE owner = 'here'"))
                .isEqualTo(Shards.COUNT);
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
        outbox.append(event);
        assertThat(read(1).events()).containsExactly(event);
    }

    @Test
    void aRolledBackEntryIsNeverRead() throws Exception {
        database.manager.begin();
        try (Connection connection = database.pool.getConnection()) {
            here.append(connection, Events.event("a1"));
        }
        database.manager.rollback();
        assertThat(read(10).isEmpty()).isTrue();
    }

    @Test
    void readsInOrderUpToTheLimitAndSaysWhetherThereMayBeMore() throws Exception {
        append("a1", "a2", "a3");
        assertThat(ids(read(2))).containsExactly("a1", "a2");
        assertThat(read(2).full()).isTrue();
        assertThat(ids(read(4))).containsExactly("a1", "a2", "a3");
        assertThat(read(4).full()).isFalse();
    }

    /** Never from a remembered seq on: what commits late must not be overlooked. */
    @Test
    void whatIsNotSettledIsReadAgain() throws Exception {
        append("a1", "a2");
        Batch first = read(10);
        here.settle(first.entries().subList(1, 2));
        assertThat(ids(read(10))).containsExactly("a1");
    }

    /** T-6: the shards of two relays are apart, and with them their subjects. */
    @Test
    void onlyTheShardsThatAreHeldAreRead() throws Exception {
        append("a1", "b1", "a2");
        Entry first = read(10).entries().stream()
                .filter(entry -> entry.event().id().equals("a1"))
                .findAny()
                .orElseThrow();
        Shards others = mine.without(List.of(first.place().shard()));
        assertThat(ids(here.read(new Reading(others, 0, 10)))).containsExactly("b1");
    }

    /** With more waiting than a batch holds, each shard comes first in its turn. */
    @Test
    void noShardIsAlwaysTheLast() throws Exception {
        append("a1", "a2", "b1", "b2", "c1", "c2");
        List<String> firsts = IntStream.range(0, Shards.COUNT)
                .mapToObj(turn -> first(turn))
                .distinct()
                .sorted()
                .toList();
        assertThat(firsts).containsExactlyElementsOf(expectedFirsts());
    }

    /** An entry that another server is going to send holds its subject, and no other. */
    @Test
    void whatIsReservedIsNotReadAndHoldsItsSubject() throws Exception {
        reserve("there", "a1");
        append("a2");
        assertThat(read(1).isEmpty()).isTrue();
        assertThat(read(1).full()).as("nothing to do at once").isFalse();
        append("b1");
        assertThat(ids(read(10))).containsExactly("b1");
        database.execute("UPDATE outbox SET reserved_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND"
                + " WHERE reserved_until IS NOT NULL");
        assertThat(ids(read(10))).contains("a1", "a2", "b1").containsSubsequence("a1", "a2");
    }

    @Test
    void onlyItsOwnServerReleasesAReservation() throws Exception {
        List<Entry> reserved = List.of(reserve("here", "a1"));
        assertThat(outbox.store("there").release(reserved)).isZero();
        assertThat(read(10).entries()).isEmpty();
        assertThat(here.release(reserved)).isEqualTo(1);
        assertThat(ids(read(10))).containsExactly("a1");
    }

    /** Two slow relays would take over from each other for ever, if neither could delete what it has sent. */
    @Test
    void whatTheBrokerConfirmedIsDeletedWhoeverHoldsIt() throws Exception {
        append("a1", "b2");
        Batch slept = read(10);
        outbox.endLeases();
        outbox.shards("there");
        assertThat(here.settle(slept.entries())).isEqualTo(2);
        assertThat(database.number("SELECT count(*) FROM outbox")).isZero();
    }

    /** Seen: one row that a trigger made stopped the relay for ever. */
    @Test
    void aRowThatIsNoEventHoldsItsSubjectOnly() throws Exception {
        append("a1", "b1", "a2");
        database.execute("UPDATE outbox SET source = '%% no URI' WHERE event_id = 'a1'");
        Batch batch = read(10);
        assertThat(ids(batch)).containsExactly("b1");
        assertThat(batch.unreadable().values())
                .singleElement()
                .satisfies(
                        reason -> assertThat(reason).contains("it is no event").contains("no URI"));
    }

    @Test
    void extensionsThatAreNoPairsAreNoEvent() throws Exception {
        append("a1", "b1");
        database.execute("UPDATE outbox SET extensions = ARRAY['traceparent'] WHERE event_id = 'a1'");
        assertThat(ids(read(10))).containsExactly("b1");
        assertThat(read(10).unreadable()).hasSize(1);
    }

    /** A batch is read into memory. */
    @Test
    void aBatchIsBoundedInBytesButNeverEmptyForThat() throws Exception {
        byte[] large = new byte[1024 * 1024];
        database.committed(() -> {
            try (Connection connection = database.pool.getConnection()) {
                for (int i = 0; i < 20; i++) {
                    here.append(connection, withData("a" + i, large));
                }
                return null;
            }
        });
        Batch batch = read(100);
        assertThat(batch.entries()).hasSize(16);
        assertThat(batch.full()).isTrue();
        here.settle(batch.entries());
        assertThat(read(100).entries()).hasSize(4);
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
        LeaseStore leases = other.leases(OutboxFixture.LONG);
        leases.renew();
        Shards all = leases.take(Shards.COUNT).mine();
        assertThat(all.size()).isEqualTo(Shards.COUNT);
        assertThat(other.read(new Reading(all, 0, 10)).isEmpty()).isTrue();
        OutboxOperations operations = outbox.operations(lane);
        assertThat(operations.pending()).isZero();
        assertThat(operations.inspect("/test", "a1")).isEmpty();
        assertThat(operations.discard("/test", "a1")).isFalse();
        assertThat(other.settle(read(10).entries())).isZero();
        assertThat(ids(read(10))).containsExactly("a1");
    }

    private Batch read(int limit) throws Exception {
        return here.read(new Reading(mine, 0, limit));
    }

    private String first(int turn) {
        try {
            return ids(here.read(new Reading(mine, turn, 1))).get(0);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** H2 reads all shards at once; there the oldest is always first, and none waits for longer than that. */
    private List<String> expectedFirsts() throws Exception {
        return database.kind() == org.atomicevents.jdbc.Database.H2 ? List.of("a1") : List.of("a1", "b1", "c1");
    }

    private Entry reserve(String owner, String id) throws Exception {
        return database.committed(() -> {
            try (Connection connection = database.pool.getConnection()) {
                return outbox.store(owner).appendReserved(connection, Events.event(id), RESERVATION);
            }
        });
    }

    private void append(String... ids) throws Exception {
        for (String id : ids) {
            outbox.append(Events.event(id));
        }
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

    private static List<String> ids(Batch batch) {
        return batch.events().stream().map(Event::id).toList();
    }
}
