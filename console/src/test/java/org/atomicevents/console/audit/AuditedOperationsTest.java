package org.atomicevents.console.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.atomicevents.Event;
import org.atomicevents.console.audit.store.AuditRow;
import org.atomicevents.console.audit.store.AuditStore;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.ParkedEntry;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditedOperationsTest {

    private final Entries entries = new Entries();
    private final List<AuditedAction> finished = new ArrayList<>();
    private TestDatabase database;
    private AuditStore audit;
    private AuditedOperations operations;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.h2();
        AuditStore.install(database.pool);
        audit = new AuditStore(database.transactions);
        operations = new AuditedOperations(audit, entries, finished::add);
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
                        new AuditedAction("ann", Action.DISCARD, "/test", "e1", ActionResult.DONE),
                        new AuditedAction("bob", Action.DISCARD, "/test", "e1", ActionResult.NOT_PARKED));
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
                .hasMessageContaining("entry e1 was not touched");
        assertThat(entries.parked).containsExactly("e1");
    }

    private static final class Entries implements Operations {

        private final Set<String> parked = new HashSet<>();
        private Runnable onAction = () -> {};

        @Override
        public long pending() {
            return 0;
        }

        @Override
        public List<ParkedEntry> parked(int limit) {
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
    }
}
