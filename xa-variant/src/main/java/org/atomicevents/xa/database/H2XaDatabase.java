package org.atomicevents.xa.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalInt;

/** H2, for trying out: it does not record when a transaction was prepared, so none is listed. */
final class H2XaDatabase implements XaDatabase {

    private static final String WRITE_DELAY =
            "SELECT coalesce(max(setting_value), '0') FROM information_schema.settings"
                    + " WHERE setting_name = 'WRITE_DELAY'";

    @Override
    public OptionalInt maxPreparedTransactions(Connection connection) {
        return OptionalInt.empty();
    }

    @Override
    public List<String> warnings(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WRITE_DELAY)) {
            row.next();
            String delay = row.getString(1);
            return "0".equals(delay)
                    ? List.of()
                    : List.of(
                            "H2 writes commits %s ms late: a killed server loses acknowledged ones; add ;WRITE_DELAY=0 to the URL"
                                    .formatted(delay));
        }
    }

    @Override
    public List<String> twoPhaseWarnings(Connection connection) {
        return List.of();
    }

    @Override
    public List<Prepared> prepared(Connection connection) {
        return List.of();
    }

    @Override
    public String rollback(String gid) {
        return "ROLLBACK TRANSACTION \"" + gid + "\"";
    }
}
