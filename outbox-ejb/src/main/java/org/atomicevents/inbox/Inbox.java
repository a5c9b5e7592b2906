package org.atomicevents.inbox;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.atomicevents.jdbc.Schema;
import org.atomicevents.jdbc.ShortTransactions;

/**
 * The memory that makes a consumer idempotent: the ids of the events consumed, recorded in the transaction of the effect.
 *
 * <pre>{@code
 * if (inbox.firstDelivery("replica", event.id())) {
 *     apply(event);
 * }
 * }</pre>
 *
 * <p>Thread-safe. A JVM that dies before the commit leaves neither the record nor the effect.
 */
public final class Inbox {

    /** Served by the primary key (consumer, event_id). A copy in flight elsewhere makes this wait for its outcome. */
    private static final String REMEMBER = """
            INSERT INTO inbox (consumer, event_id, received_at)
            VALUES (?, ?, CURRENT_TIMESTAMP)
            ON CONFLICT DO NOTHING
            """;

    /** Served by inbox_received_at; bounded, so that it holds few locks, and only for a short time. */
    private static final String FORGET = """
            DELETE FROM inbox WHERE (consumer, event_id) IN (
                SELECT consumer, event_id FROM inbox
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

    /** Creates the table if it is not there; outside any transaction; several servers may do it at once. */
    public void install() throws SQLException {
        Schema.apply(database, Inbox.class, "/META-INF/atomicevents/inbox.sql");
    }

    /**
     * True if {@code consumer} sees this event for the first time; recorded if, and only if, the caller's transaction commits. Runs on
     * the caller's thread; waits for the transaction of a copy that is being consumed elsewhere at this moment.
     *
     * @param consumer the name of the consumer, at most 100 characters; each has a memory of its own
     * @throws IllegalStateException if the thread has no active JTA transaction, or the database cannot be asked; the
     *     transaction is then marked rollback-only
     */
    public boolean firstDelivery(String consumer, String eventId) {
        if (registry.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("No active JTA transaction on this thread for event " + eventId
                    + ": the inbox row and the effect need one transaction; consume in a container-managed one");
        }
        try (Connection connection = database.getConnection();
                PreparedStatement remember = connection.prepareStatement(REMEMBER)) {
            remember.setString(1, consumer);
            remember.setString(2, eventId);
            return remember.executeUpdate() == 1;
        } catch (SQLException e) {
            registry.setRollbackOnly();
            throw new IllegalStateException(
                    "The inbox could not remember event " + eventId + " for consumer " + consumer, e);
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
