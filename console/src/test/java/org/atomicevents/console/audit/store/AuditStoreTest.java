package org.atomicevents.console.audit.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditStoreTest {

    private static final Duration LONG = Duration.ofDays(1);

    private TestDatabase database;
    private AuditStore audit;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.h2();
        AuditStore.install(database.pool);
        AuditStore.install(database.pool);
        audit = new AuditStore(database.transactions);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anAttemptIsThereBeforeItsOutcome() throws SQLException {
        long row = audit.begin("ann", "replay", "/test", "e1", "attempted");
        assertThat(audit.latest(10)).extracting(AuditRow::outcome).containsExactly("attempted");

        audit.settle(row, "done");
        assertThat(audit.latest(10)).singleElement().satisfies(line -> {
            assertThat(line.who()).isEqualTo("ann");
            assertThat(line.action()).isEqualTo("replay");
            assertThat(line.eventId()).isEqualTo("e1");
            assertThat(line.outcome()).isEqualTo("done");
            assertThat(line.at()).isNotNull();
        });
    }

    @Test
    void theLatestComeFirstAndNoMoreThanAskedFor() throws SQLException {
        for (int i = 0; i < 5; i++) {
            audit.begin("ann", "discard", "/test", "e" + i, "done");
        }

        assertThat(audit.latest(2)).extracting(AuditRow::eventId).containsExactly("e4", "e3");
    }

    @Test
    void anOutcomeThatIsTooLongIsCut() throws SQLException {
        audit.settle(audit.begin("ann", "replay", "/test", "e1", "attempted"), "x".repeat(1000));

        assertThat(audit.latest(1).get(0).outcome()).hasSize(300);
    }

    @Test
    void oldRowsAreForgottenInBatches() throws SQLException {
        for (int i = 0; i < 5; i++) {
            audit.begin("ann", "replay", "/test", "e" + i, "done");
        }
        age(3);

        assertThat(audit.forget(Duration.ofHours(1), 100, 2)).isEqualTo(2);
        assertThat(audit.forget(Duration.ofHours(1), 100, 2)).isEqualTo(1);
        assertThat(audit.latest(10)).extracting(AuditRow::eventId).containsExactly("e4", "e3");
    }

    @Test
    void rowsBeyondTheMaximumAreForgottenHoweverYoung() throws SQLException {
        for (int i = 0; i < 5; i++) {
            audit.begin("ann", "replay", "/test", "e" + i, "done");
        }

        assertThat(audit.forget(LONG, 3, 100)).isEqualTo(2);
        assertThat(audit.latest(10)).extracting(AuditRow::eventId).containsExactly("e4", "e3", "e2");
        assertThat(audit.forget(LONG, 3, 100)).isZero();
    }

    /** Makes the first {@code count} rows two hours older. */
    private void age(int count) throws SQLException {
        database.transactions.call(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE console_audit SET at = at - INTERVAL '2' HOUR WHERE seq <= ?")) {
                update.setInt(1, count);
                return update.executeUpdate();
            }
        });
    }
}
