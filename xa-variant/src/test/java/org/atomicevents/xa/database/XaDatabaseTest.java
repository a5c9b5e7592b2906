package org.atomicevents.xa.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.atomicevents.spi.Refused;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** The databases as participants of two-phase commit; the lists of a real PostgreSQL are tested in arquillian-tests. */
class XaDatabaseTest {

    @Test
    void postgresThatMayNotPrepareIsRefused() throws SQLException {
        try (Connection none = postgres(0)) {
            assertThat(XaDatabase.of(none).twoPhaseRefusal(none).map(Refused::message))
                    .hasValueSatisfying(reason -> assertThat(reason).contains("max_prepared_transactions = 0"));
        }
        try (Connection some = postgres(1)) {
            assertThat(XaDatabase.of(some).twoPhaseRefusal(some)).isEmpty();
        }
    }

    @Test
    void aPoolLargerThanPostgresMayPrepareIsWarnedOf() throws SQLException {
        try (Connection connection = postgres(40)) {
            XaDatabase database = XaDatabase.of(connection);
            assertThat(database.poolWarning(connection, 40)).isEmpty();
            assertThat(database.poolWarning(connection, 41)).isPresent();
        }
    }

    @Test
    void onlyTheDriversOwnDataSourceIsWarnedOf() throws SQLException {
        try (Connection connection = postgres(40)) {
            XaDatabase database = XaDatabase.of(connection);
            assertThat(database.dataSourceWarning("org.postgresql.xa.PGXADataSource"))
                    .isPresent();
            assertThat(database.dataSourceWarning("org.atomicevents.xa.postgresql.HardenedXADataSource"))
                    .isEmpty();
        }
    }

    @Test
    void h2PreparesWithoutLimitAndListsNothing() throws SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:participant;MODE=PostgreSQL;WRITE_DELAY=0");
        try (Connection connection = h2.getConnection()) {
            XaDatabase database = XaDatabase.of(connection);
            assertThat(database.twoPhaseRefusal(connection)).isEmpty();
            assertThat(database.warnings(connection)).isEmpty();
            assertThat(database.twoPhaseWarnings(connection)).isEmpty();
            assertThat(database.poolWarning(connection, 1000)).isEmpty();
            assertThat(database.prepared(connection)).isEmpty();
        }
    }

    private static Connection postgres(int preparedTransactions) throws SQLException {
        return FakePostgres.allowing(preparedTransactions, "42.7.14").getConnection();
    }
}
