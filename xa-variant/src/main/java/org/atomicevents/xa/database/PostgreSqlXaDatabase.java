package org.atomicevents.xa.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atomicevents.spi.Refused;
import org.atomicevents.xa.release.Releases;

/** PostgreSQL. */
final class PostgreSqlXaDatabase implements XaDatabase {

    private static final String HARDENED = "org.atomicevents.xa.postgresql.HardenedXADataSource";

    /** A view over shared memory: at most max_prepared_transactions rows, no index. */
    private static final String PREPARED = """
            SELECT gid, prepared, clock_timestamp()
            FROM pg_prepared_xacts WHERE database = current_database() ORDER BY prepared
            """;

    @Override
    public Optional<Refused> twoPhaseRefusal(Connection connection) throws SQLException {
        return maxPreparedTransactions(connection) > 0
                ? Optional.empty()
                : Optional.of(
                        new Refused(
                                "PostgreSQL has max_prepared_transactions = 0",
                                "set it in postgresql.conf to at least the size of the connection pool and restart the database"));
    }

    @Override
    public List<String> warnings(Connection connection) {
        return List.of();
    }

    @Override
    public List<String> twoPhaseWarnings(Connection connection) throws SQLException {
        String driver = connection.getMetaData().getDriverVersion();
        return Releases.losesRecovery(driver)
                ? List.of("the PostgreSQL driver " + driver
                        + " can break recovery and leaks prepared transactions: use 42.7.13 or newer")
                : List.of();
    }

    /** Each connection may have a branch prepared at the same time. */
    @Override
    public Optional<String> poolWarning(Connection connection, int connections) throws SQLException {
        int allowed = maxPreparedTransactions(connection);
        return connections <= allowed
                ? Optional.empty()
                : Optional.of(
                        "max_prepared_transactions = %d is less than the pool's %d connections: under load commits will be refused;"
                                        .formatted(allowed, connections)
                                + " raise it in postgresql.conf and restart the database");
    }

    @Override
    public Optional<String> dataSourceWarning(String xaDataSourceClass) {
        return xaDataSourceClass.startsWith("org.postgresql.")
                ? Optional.of(xaDataSourceClass
                        + " reports a database restarted between prepare and commit as a refusal, which tears the transaction:"
                        + " use " + HARDENED + ", see driver-module.cli and datasource.cli in ear/src/main/cli")
                : Optional.empty();
    }

    @Override
    public List<Prepared> prepared(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(PREPARED)) {
            List<Prepared> prepared = new ArrayList<>();
            while (rows.next()) {
                String gid = rows.getString(1);
                prepared.add(new Prepared(
                        gid,
                        BranchName.ofGid(gid),
                        rows.getObject(2, OffsetDateTime.class).toInstant(),
                        rows.getObject(3, OffsetDateTime.class).toInstant(),
                        "ROLLBACK PREPARED '" + gid.replace("'", "''") + "'"));
            }
            return prepared;
        }
    }

    private static int maxPreparedTransactions(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW max_prepared_transactions")) {
            row.next();
            return row.getInt(1);
        }
    }
}
