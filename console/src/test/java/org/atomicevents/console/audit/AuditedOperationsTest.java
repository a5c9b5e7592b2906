package org.atomicevents.console.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.atomicevents.Event;
import org.atomicevents.console.audit.store.AuditRow;
import org.atomicevents.console.audit.store.AuditStore;
import org.atomicevents.console.audit.store.Target;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.ParkedEntry;
import org.atomicevents.operations.ParkedFilter;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditedOperationsTest {

    private static final Instant NINE = Instant.parse("2026-01-31T09:00:00Z");
    private static final ParkedFilter FULL = new ParkedFilter(null, null, "is full", null, null);

    private final Entries entries = new Entries();
    private final Ticking clock = new Ticking();
    private final List<AuditedAction> finished = new ArrayList<>();
    private TestDatabase database;
    private AuditStore audit;
    private AuditedOperations operations;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.h2();
        AuditStore.install(database.pool);
        audit = new AuditStore(database.transactions);
        operations = new AuditedOperations(audit, entries, finished::add, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anActionSentTwiceIsDoneOnceAndOnRecordTwice() throws SQLException {
        entries.parked.add("e1");

        assertThat(operations.perform(Action.DISCARD, "/test", "e1", "ann")).isEqualTo(ActionResult.DONE);
        assertThat(operations.perform(Action.DISCARD, "/test", "e1", "bob")).isEqualTo(ActionResult.NOT_PARKED);

        assertThat(audit.latest(10)).extracting(AuditRow::who).containsExactly("bob", "ann");
        assertThat(audit.latest(10)).extracting(AuditRow::outcome).containsExactly("not parked", "done");
        assertThat(finished)
                .containsExactly(
                        new AuditedAction("ann", Action.DISCARD, Target.entry("/test", "e1"), ActionResult.DONE),
                        new AuditedAction("bob", Action.DISCARD, Target.entry("/test", "e1"), ActionResult.NOT_PARKED));
    }

    @Test
    void theAttemptIsOnRecordBeforeTheAction() {
        List<String> seen = new ArrayList<>();
        entries.parked.add("e1");
        entries.onAction = () -> {
            try {
                audit.latest(1).forEach(row -> seen.add(row.outcome()));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        };

        operations.perform(Action.REPLAY, "/test", "e1", "ann");

        assertThat(seen).containsExactly("attempted");
    }

    @Test
    void anActionThatFailsIsOnRecordAsSuch() throws SQLException {
        entries.onAction = () -> {
            throw new IllegalStateException("the table is gone");
        };

        assertThatThrownBy(() -> operations.perform(Action.REPLAY, "/test", "e1", "ann"))
                .hasMessage("the table is gone");
        assertThat(audit.latest(1).get(0).outcome()).isEqualTo("failed: the table is gone");
    }

    @Test
    void withoutAuditNothingIsDone() throws SQLException {
        entries.parked.add("e1");
        database.transactions.call(connection -> {
            try (var drop = connection.prepareStatement("DROP TABLE console_audit")) {
                return drop.execute();
            }
        });

        assertThatThrownBy(() -> operations.perform(Action.DISCARD, "/test", "e1", "ann"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing was done to entry e1 of /test");
        assertThat(entries.parked).containsExactly("e1");
    }

    @Test
    void anActionOnAFilterIsOneRowOfTheAudit() throws SQLException {
        entries.left = 1200;

        assertThat(operations.perform(Action.REPLAY, FULL, "ann")).isEqualTo(new AuditedOperations.Moved(1200, false));

        assertThat(audit.latest(10)).singleElement().satisfies(row -> {
            assertThat(row.target()).isEqualTo(Target.matching("reason=is full"));
            assertThat(row.outcome()).isEqualTo("done: 1200 entries");
        });
        assertThat(entries.batches)
                .hasSize(4)
                .allSatisfy(size -> assertThat(size).isEqualTo(500));
        assertThat(finished)
                .containsExactly(
                        new AuditedAction("ann", Action.REPLAY, Target.matching("reason=is full"), ActionResult.DONE));
    }

    /** Else a broker that refuses for ever would be tried for ever. */
    @Test
    void whatIsParkedAnewMeanwhileIsNotTriedAgain() {
        operations.perform(Action.DISCARD, FULL, "ann");
        assertThat(entries.filter).isEqualTo(new ParkedFilter(null, null, "is full", null, NINE));
    }

    @Test
    void nothingThatMatchesIsOnRecordToo() throws SQLException {
        assertThat(operations.perform(Action.DISCARD, FULL, "ann")).isEqualTo(new AuditedOperations.Moved(0, false));
        assertThat(audit.latest(1).get(0).outcome()).isEqualTo("not parked");
        assertThat(finished).extracting(AuditedAction::result).containsExactly(ActionResult.NOT_PARKED);
    }

    @Test
    void anActionOnAFilterEndsInTime() throws SQLException {
        entries.left = 5000;
        entries.onAction = () -> clock.now = clock.now.plusSeconds(11);

        assertThat(operations.perform(Action.REPLAY, FULL, "ann")).isEqualTo(new AuditedOperations.Moved(1000, true));

        assertThat(audit.latest(1).get(0).outcome()).isEqualTo("done: 1000 entries, more may match");
    }

    @Test
    void aBatchThatFailsIsOnRecordWithWhatWasDoneBefore() throws SQLException {
        entries.left = 5000;
        entries.onAction = () -> {
            if (entries.left == 4500) {
                throw new IllegalStateException("the table is gone");
            }
        };

        assertThatThrownBy(() -> operations.perform(Action.REPLAY, FULL, "ann"))
                .hasMessage("after 500 entries: the table is gone");

        assertThat(audit.latest(1).get(0).outcome()).isEqualTo("failed: after 500 entries: the table is gone");
        assertThat(finished).extracting(AuditedAction::result).containsExactly(ActionResult.FAILED);
    }

    private static final class Ticking extends Clock {

        private Instant now = NINE;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Entries implements Operations {

        private final Set<String> parked = new HashSet<>();
        private final List<Integer> batches = new ArrayList<>();
        private Runnable onAction = () -> {};
        private ParkedFilter filter;
        private int left;

        @Override
        public long pending() {
            return 0;
        }

        @Override
        public List<ParkedEntry> parked(ParkedFilter filter, int limit) {
            return List.of();
        }

        @Override
        public Optional<Event> inspect(String source, String eventId) {
            return Optional.empty();
        }

        @Override
        public boolean replay(String source, String eventId) {
            onAction.run();
            return parked.remove(eventId);
        }

        @Override
        public boolean discard(String source, String eventId) {
            onAction.run();
            return parked.remove(eventId);
        }

        @Override
        public int replay(ParkedFilter filter, int limit) {
            return batch(filter, limit);
        }

        @Override
        public int discard(ParkedFilter filter, int limit) {
            return batch(filter, limit);
        }

        private int batch(ParkedFilter filter, int limit) {
            onAction.run();
            this.filter = filter;
            batches.add(limit);
            int done = Math.min(left, limit);
            left -= done;
            return done;
        }
    }
}
