package org.atomicevents.outbox.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
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
    default String upgrade() {
        return "/META-INF/atomicevents/" + database().script("outbox-with-application");
    }

    /**
     * The next epoch, with the lane's row of {@code outbox_relay} locked. No row means that nothing is due, and then nothing was
     * locked or written, or that another relay is claiming at this moment. Parameters: those of {@link Lane#IS}, twice.
     */
    String lockClaiming();

    /**
     * Marks entries as held. Parameters: owner, epoch, the time from now in milliseconds, those of {@link Statements#ENTRIES}. Now is
     * when it runs, not when its transaction began.
     */
    String hold();

    /** The deletion of entries that are at the broker. Parameters: those of {@link Statements#ENTRIES}. */
    String settle();

    /** One new entry. Parameters: those of {@link #bindTurn}, the lane, the event's columns. */
    String insert();

    /**
     * As {@link #insert}, claimed under epoch 0; gives {@code seq}. Parameters: in addition the owner, and the lease in
     * milliseconds from the insertion.
     */
    String insertClaimed();

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
