package org.atomicevents.console.audit.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        long row = audit.begin("ann", "replay", Target.entry("/test", "e1"), "attempted");
        assertThat(audit.latest(10)).extracting(AuditRow::outcome).containsExactly("attempted");

        audit.settle(row, "done");
        assertThat(audit.latest(10)).singleElement().satisfies(line -> {
            assertThat(line.who()).isEqualTo("ann");
            assertThat(line.action()).isEqualTo("replay");
            assertThat(line.target().eventId()).isEqualTo("e1");
            assertThat(line.outcome()).isEqualTo("done");
            assertThat(line.at()).isNotNull();
        });
    }

    @Test
    void theLatestComeFirstAndNoMoreThanAskedFor() throws SQLException {
        for (int i = 0; i < 5; i++) {
            audit.begin("ann", "discard", Target.entry("/test", "e" + i), "done");
        }

        assertThat(audit.latest(2)).extracting(row -> row.target().eventId()).containsExactly("e4", "e3");
    }

    @Test
    void anOutcomeThatIsTooLongIsCut() throws SQLException {
        audit.settle(audit.begin("ann", "replay", Target.entry("/test", "e1"), "attempted"), "x".repeat(1000));

        assertThat(audit.latest(1).get(0).outcome()).hasSize(300);
    }

    @Test
    void oldRowsAreForgottenInBatches() throws SQLException {
        for (int i = 0; i < 5; i++) {
            audit.begin("ann", "replay", Target.entry("/test", "e" + i), "done");
        }
        age(3);

        assertThat(audit.forget(Duration.ofHours(1), 100, 2)).isEqualTo(2);
        assertThat(audit.forget(Duration.ofHours(1), 100, 2)).isEqualTo(1);
        assertThat(audit.latest(10)).extracting(row -> row.target().eventId()).containsExactly("e4", "e3");
    }

    @Test
    void rowsBeyondTheMaximumAreForgottenHoweverYoung() throws SQLException {
        for (int i = 0; i < 5; i++) {
            audit.begin("ann", "replay", Target.entry("/test", "e" + i), "done");
        }

        assertThat(audit.forget(LONG, 3, 100)).isEqualTo(2);
        assertThat(audit.latest(10)).extracting(row -> row.target().eventId()).containsExactly("e4", "e3", "e2");
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

    /** The tables of before there were sources, and of before there were filters. */
    @ParameterizedTest
    @ValueSource(strings = {"", "source varchar(500) NOT NULL,"})
    void anOlderTableKeepsItsRows(String source) throws SQLException {
        database.execute("DROP TABLE console_audit");
        database.execute("""
                CREATE TABLE console_audit (
                    seq      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    at       timestamp with time zone NOT NULL,
                    who      varchar(200) NOT NULL,
                    action   varchar(20)  NOT NULL,
                    %s
                    event_id varchar(100) NOT NULL,
                    outcome  varchar(300) NOT NULL
                )
                """.formatted(source));
        database.execute("INSERT INTO console_audit (at, who, action, %s event_id, outcome)"
                        .formatted(source.isEmpty() ? "" : "source,")
                + " VALUES (CURRENT_TIMESTAMP, 'ann', 'replay', %s 'e1', 'done')"
                        .formatted(source.isEmpty() ? "" : "'/test',"));

        AuditStore.install(database.pool);
        audit.begin("bob", "discard", Target.matching("reason=is full"), "done");

        assertThat(audit.latest(10))
                .extracting(AuditRow::target)
                .containsExactly(
                        Target.matching("reason=is full"), Target.entry(source.isEmpty() ? "" : "/test", "e1"));
    }
}
