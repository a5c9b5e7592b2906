package org.atomicevents.xa.indoubt;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.atomicevents.operations.InDoubtBranch.Resource;
import org.atomicevents.xa.database.XaDatabase;

/** The transactions that the database holds prepared. */
final class PreparedTransactions {

    private PreparedTransactions() {}

    /** @param now the time by the database's clock */
    record Row(InDoubtClassifier.Prepared branch, Instant now) {}

    static List<Row> of(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            XaDatabase kind = XaDatabase.of(connection);
            List<Row> rows = new ArrayList<>();
            for (XaDatabase.Prepared prepared : kind.prepared(connection)) {
                rows.add(row(prepared, kind));
            }
            return rows;
        }
    }

    private static Row row(XaDatabase.Prepared prepared, XaDatabase kind) {
        InDoubtClassifier.Prepared branch = new InDoubtClassifier.Prepared(
                Resource.DATABASE,
                prepared.gid(),
                BranchName.ofGid(prepared.gid()),
                prepared.preparedAt(),
                kind.rollback(prepared.gid()));
        return new Row(branch, prepared.now());
    }
}
