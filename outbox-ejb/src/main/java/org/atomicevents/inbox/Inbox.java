package org.atomicevents.inbox;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.atomicevents.Event;
import org.atomicevents.jdbc.JoinedConnection;
import org.atomicevents.jdbc.Schema;
import org.atomicevents.jdbc.ShortTransactions;

/**
 * The memory that makes a consumer idempotent: the identities (source and id) of the events consumed, recorded in the
 * transaction of the effect.
 *
 * <pre>{@code
 * if (inbox.firstDelivery("replica", event)) {
 *     apply(event);
 * }
 * }</pre>
 *
 * <p>Thread-safe. A JVM that dies before the commit leaves neither the record nor the effect.
 */
public final class Inbox {

    /**
     * A copy in flight elsewhere makes this wait for its outcome. Served by inbox_identity, as is the inner query: a row without
     * source was written before the table had sources, and is about every source.
     */
    private static final String REMEMBER = """
            INSERT INTO inbox (consumer, source, event_id, received_at)
            SELECT CAST(? AS varchar), CAST(? AS varchar), CAST(? AS varchar), CURRENT_TIMESTAMP
            WHERE NOT EXISTS (SELECT 1 FROM inbox WHERE consumer = ? AND source = '' AND event_id = ?)
            ON CONFLICT DO NOTHING
            """;

    /** Served by inbox_received_at; bounded, so that it holds few locks, and only for a short time. */
    private static final String FORGET = """
            DELETE FROM inbox WHERE (consumer, source, event_id) IN (
                SELECT consumer, source, event_id FROM inbox
                WHERE received_at < CURRENT_TIMESTAMP - INTERVAL '1' SECOND * CAST(? AS double precision)
                ORDER BY received_at
                LIMIT ?)
            """;

    private final DataSource database;
    private final TransactionSynchronizationRegistry registry;

    public Inbox(DataSource database, TransactionSynchronizationRegistry registry) {
        this.database = Objects.requireNonNull(database);
        this.registry = Objects.requireNonNull(registry);
    }

    /**
     * Creates the table if it is not there, and extends one of a version that knew no sources, whose events are still recognised;
     * outside any transaction; several servers may do it at once.
     */
    public void install() throws SQLException {
        Schema.applyIfWithout(database, "inbox", "source", Inbox.class, "/META-INF/atomicevents/inbox-with-source.sql");
        Schema.apply(database, Inbox.class, "/META-INF/atomicevents/inbox.sql");
    }

    /**
     * True if {@code consumer} sees this event for the first time; recorded if, and only if, the caller's transaction commits. Runs on
     * the caller's thread; waits for the transaction of a copy that is being consumed elsewhere at this moment.
     *
     * @param consumer the name of the consumer, at most 100 characters; each has a memory of its own
     * @param event recognised by its source and id
     * @throws IllegalStateException if the thread has no active JTA transaction, or the database cannot be asked; the
     *     transaction is then marked rollback-only
     */
    public boolean firstDelivery(String consumer, Event event) {
        if (registry.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("No active JTA transaction on this thread for event " + event.id()
                    + ": the inbox row and the effect need one transaction; consume in a container-managed one");
        }
        try (Connection connection = JoinedConnection.open(database);
                PreparedStatement remember = connection.prepareStatement(REMEMBER)) {
            remember.setString(1, consumer);
            remember.setString(2, event.source().toString());
            remember.setString(3, event.id());
            remember.setString(4, consumer);
            remember.setString(5, event.id());
            return remember.executeUpdate() == 1;
        } catch (SQLException e) {
            registry.setRollbackOnly();
            throw new IllegalStateException(
                    "The inbox could not remember event " + event.id() + " for consumer " + consumer, e);
        }
    }

    /**
     * Forgets at most {@code limit} deliveries older than {@code retention}, on the database's clock, in a transaction of
     * its own. The effect of a copy that comes later than that happens again.
     *
     * @return the number of deliveries forgotten; call again if it equals {@code limit}
     */
    public int forget(ShortTransactions transactions, Duration retention, int limit) throws SQLException {
        return transactions.call(connection -> {
            try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
                forget.setLong(1, retention.toSeconds());
                forget.setInt(2, limit);
                return forget.executeUpdate();
            }
        });
    }
}
