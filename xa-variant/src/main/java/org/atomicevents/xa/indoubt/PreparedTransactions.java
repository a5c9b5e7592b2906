package org.atomicevents.xa.indoubt;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.atomicevents.jdbc.Database;
import org.atomicevents.operations.InDoubtBranch.Resource;

/** What the database holds prepared. */
final class PreparedTransactions {

    /** A view over shared memory: at most max_prepared_transactions rows, no index. */
    private static final String POSTGRESQL = """
            SELECT gid, prepared, clock_timestamp()
            FROM pg_prepared_xacts WHERE database = current_database() ORDER BY prepared
            """;

    private PreparedTransactions() {}

    /** @param now by the database's clock */
    record Row(InDoubtClassifier.Prepared branch, Instant now) {}

    /** H2 keeps no time and is for trying out: none. */
    static List<Row> of(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            if (Database.of(connection) != Database.POSTGRESQL) {
                return List.of();
            }
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery(POSTGRESQL)) {
                List<Row> rows = new ArrayList<>();
                while (found.next()) {
                    rows.add(row(found));
                }
                return rows;
            }
        }
    }

    private static Row row(ResultSet found) throws SQLException {
        String gid = found.getString(1);
        InDoubtClassifier.Prepared branch = new InDoubtClassifier.Prepared(
                Resource.DATABASE,
                gid,
                BranchName.ofGid(gid),
                found.getObject(2, OffsetDateTime.class).toInstant(),
                "ROLLBACK PREPARED '" + gid.replace("'", "''") + "'");
        return new Row(branch, found.getObject(3, OffsetDateTime.class).toInstant());
    }
}
