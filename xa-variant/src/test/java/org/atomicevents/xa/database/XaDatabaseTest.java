package org.atomicevents.xa.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** The form of two-phase commit of each database: H2's on a real one, PostgreSQL's on one that answers what a test sets. */
class XaDatabaseTest {

    @Test
    void h2LimitsAndListsNoPreparedTransactions() throws SQLException {
        try (Connection connection = h2("WRITE_DELAY=0")) {
            XaDatabase database = XaDatabase.of(connection);

            assertThat(database.maxPreparedTransactions(connection)).isEmpty();
            assertThat(database.prepared(connection)).isEmpty();
            assertThat(database.warnings(connection)).isEmpty();
            assertThat(database.twoPhaseWarnings(connection)).isEmpty();
            assertThat(database.rollback("node_1")).isEqualTo("ROLLBACK TRANSACTION \"node_1\"");
        }
    }

    @Test
    void h2WarnsOfCommitsThatAreWrittenLate() throws SQLException {
        try (Connection connection = h2("WRITE_DELAY=500")) {
            assertThat(XaDatabase.of(connection).warnings(connection))
                    .singleElement()
                    .asString()
                    .contains("500 ms late", "WRITE_DELAY=0");
        }
    }

    @Test
    void postgresqlLimitsPreparedTransactionsBySetting() throws SQLException {
        try (Connection connection = FakePostgres.allowing(40, "42.7.14").getConnection()) {
            XaDatabase database = XaDatabase.of(connection);

            assertThat(database.maxPreparedTransactions(connection)).hasValue(40);
            assertThat(database.warnings(connection)).isEmpty();
            assertThat(database.twoPhaseWarnings(connection)).isEmpty();
        }
    }

    @Test
    void postgresqlWarnsOfADriverThatLosesRecovery() throws SQLException {
        try (Connection connection = FakePostgres.allowing(40, "42.7.12").getConnection()) {
            assertThat(XaDatabase.of(connection).twoPhaseWarnings(connection))
                    .singleElement()
                    .asString()
                    .contains("42.7.12", "42.7.13 or newer");
        }
    }

    /** The gid is the name that a client chose; an operator copies the command as it is. */
    @Test
    void aQuoteInTheNameOfAPreparedTransactionIsEscaped() {
        assertThat(new PostgreSqlXaDatabase().rollback("it's")).isEqualTo("ROLLBACK PREPARED 'it''s'");
    }

    private static Connection h2(String setting) throws SQLException {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;" + setting);
        return source.getConnection();
    }
}
