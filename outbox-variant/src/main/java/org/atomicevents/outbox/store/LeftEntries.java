package org.atomicevents.outbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.atomicevents.jdbc.Database;
import org.atomicevents.jdbc.Schema;
import org.atomicevents.jdbc.ShortTransactions;

/** What waits in a lane that no relay of this server serves, whatever the version of the tables. Stateless. */
public final class LeftEntries {

    private static final Backlog NONE = new Backlog(0, Duration.ZERO, 0);

    private LeftEntries() {}

    /**
     * Looks for them; outside any transaction; creates nothing. In tables of an older version parked entries count as waiting, and those
     * of before there were applications count for every one.
     */
    public static Backlog of(DataSource database, ShortTransactions transactions, Lane lane) throws SQLException {
        if (!Schema.has(database, "outbox", "strategy")) {
            return NONE;
        }
        if (!OutboxTables.isInstalled(database)) {
            boolean applications = Schema.has(database, "outbox", "application");
            return inOldTable(
                    database, applications ? Statements.LEFT_BEFORE_SHARDS : Statements.LEFT_BEFORE_APPLICATIONS, lane);
        }
        OutboxSql sql = OutboxSql.of(Database.of(database));
        Backlog mine = new OutboxOperations(transactions, sql, lane).backlog();
        Backlog nobodys = new OutboxOperations(transactions, sql, new Lane("", lane.strategy())).backlog();
        return new Backlog(
                mine.waiting() + nobodys.waiting(),
                mine.oldest().compareTo(nobodys.oldest()) > 0 ? mine.oldest() : nobodys.oldest(),
                mine.parked() + nobodys.parked());
    }

    private static Backlog inOldTable(DataSource database, String statement, Lane lane) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(statement)) {
            int next = lane.bind(select, 1);
            select.setInt(next, Backlog.COUNTED);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                Duration oldest = Duration.ofMillis(Math.round(1000 * Math.max(0, row.getDouble(2))));
                return new Backlog(row.getLong(1), oldest, 0);
            }
        }
    }
}
