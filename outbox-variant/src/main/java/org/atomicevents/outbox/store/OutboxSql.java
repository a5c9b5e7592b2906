package org.atomicevents.outbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.atomicevents.jdbc.Database;

/**
 * The SQL of the outbox that differs between databases, one implementation for each; everything else is in {@link Statements}.
 * Immutable.
 */
public interface OutboxSql {

    static OutboxSql of(Database database) {
        return switch (database) {
            case POSTGRESQL -> new PostgreSqlOutboxSql();
            case H2 -> new H2OutboxSql();
        };
    }

    Database database();

    /** The absolute resource name of the script that creates the tables. */
    default String tables() {
        return "/META-INF/atomicevents/" + database().script("outbox");
    }

    /** The absolute resource name of the script that gives the tables of an older version their column {@code application}. */
    default String upgradeToApplications() {
        return "/META-INF/atomicevents/" + database().script("outbox-with-application");
    }

    /** The absolute resource name of the script that turns tables whose entries were claimed one by one into these. */
    default String upgradeToShards() {
        return "/META-INF/atomicevents/" + database().script("outbox-with-shards");
    }

    /**
     * The first entries of some shards, those of the first shard first, by {@code seq} within each; as many as fit into the bytes of
     * data, and always one. Reads no more than it returns, whatever waits. Columns: those of {@link Batch#read}. Parameters: array of
     * shards, lane, array of the seqs to leave out, the limit per shard, the limit, bytes.
     *
     * <p>Not from a remembered {@code seq} on: a lower one may become visible later. A reserved row is read, too, and holds those behind it:
     * there are never more of them than were inserted within one reservation.
     */
    String read();

    /**
     * The entries that stand aside and are due, and what follows each of them; columns as {@link #read}. Parameters: lane, array of
     * shards, the number of subjects, the limit per subject, the limit, bytes.
     */
    String due();

    /**
     * Deletes entries that are at the broker.
     *
     * @param byShard the seqs of each shard
     * @return how many there were
     */
    int settle(Connection connection, Lane lane, Map<Integer, Long[]> byShard) throws SQLException;

    /** {@link #settle}, and then {@link #read}; in one round trip where the database can. */
    Settled settleAndRead(Connection connection, Lane lane, Map<Integer, Long[]> byShard, Reading next)
            throws SQLException;

    /**
     * The statement, and before it, where the database needs it, what makes this and all later statements of its transaction find rows by the
     * keys, whatever its statistics say: those of a queue are of another moment. Run by {@link #rows}.
     */
    String byKeys(String statement);

    /** Runs a statement of {@link #byKeys} that reads, or {@link #read} and {@link #due}, which are such. */
    ResultSet rows(PreparedStatement statement) throws SQLException;

    /** One new entry. Parameters: those of {@link #bindTurn}, the lane, the event's columns. */
    String insert();

    /**
     * As {@link #insert}, reserved; gives {@code seq} and {@code shard}. Parameters: in addition the owner, and the time of the
     * reservation in milliseconds from the insertion.
     */
    String insertReserved();

    /**
     * Binds the first parameters of an insert, which make it wait for its turn: until no other transaction about the subject is
     * open, or until {@code wait} is over.
     *
     * @return the index of the next parameter; 1 if this database has no such lock
     */
    int bindTurn(PreparedStatement insert, String subject, Duration wait) throws SQLException;

    /** Whether an insert failed because its turn did not come in time. */
    boolean isTurnTimeout(SQLException failure);

    /** The SQL of entries that triggers make; empty if triggers are not supported on this database. */
    Optional<TriggerSql> triggers();
}
