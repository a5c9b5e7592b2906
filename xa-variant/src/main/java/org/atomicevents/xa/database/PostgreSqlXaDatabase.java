package org.atomicevents.xa.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.atomicevents.xa.release.Releases;

/** PostgreSQL, which limits and lists its prepared transactions. */
final class PostgreSqlXaDatabase implements XaDatabase {

    /** A view over shared memory: at most max_prepared_transactions rows, no index. */
    private static final String PREPARED = """
            SELECT gid, prepared, clock_timestamp()
            FROM pg_prepared_xacts WHERE database = current_database() ORDER BY prepared
            """;

    @Override
    public OptionalInt maxPreparedTransactions(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW max_prepared_transactions")) {
            row.next();
            return OptionalInt.of(Integer.parseInt(row.getString(1)));
        }
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

    @Override
    public List<Prepared> prepared(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(PREPARED)) {
            List<Prepared> prepared = new ArrayList<>();
            while (rows.next()) {
                prepared.add(new Prepared(
                        rows.getString(1),
                        rows.getObject(2, OffsetDateTime.class).toInstant(),
                        rows.getObject(3, OffsetDateTime.class).toInstant()));
            }
            return prepared;
        }
    }

    @Override
    public String rollback(String gid) {
        return "ROLLBACK PREPARED '" + gid.replace("'", "''") + "'";
    }
}
