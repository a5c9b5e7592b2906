package org.atomicevents.tests.inside;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.atomicevents.Event;

/** The outbox's table, which a test changes without the publisher, so that no relay is woken. */
public final class OutboxTable {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final DataSource database;

    public OutboxTable(DataSource database) {
        this.database = Objects.requireNonNull(database);
    }

    /** An entry that no publisher made and no relay was woken for. */
    public void insert(String strategy, Event event) {
        String sql =
                "INSERT INTO outbox (application, strategy, event_id, source, type, subject, time, datacontenttype, data)"
                        + " VALUES ('tests', ?, ?, ?, ?, ?, ?, ?, ?)";
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, strategy);
            insert.setString(2, event.id());
            insert.setString(3, event.source().toString());
            insert.setString(4, event.type());
            insert.setString(5, event.subject());
            insert.setTimestamp(6, Timestamp.from(event.time()));
            insert.setString(7, event.datacontenttype());
            insert.setBytes(8, event.data());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The number that {@code query} returns. */
    public long number(String query) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(query);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** Returns when {@code query} returns at least {@code least}. */
    public void awaitAtLeast(long least, String query) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (number(query) < least) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("Within " + BOUND + " not " + least + " by " + query);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
