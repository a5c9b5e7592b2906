package org.atomicevents.eventsourcing.store;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.atomicevents.eventsourcing.StoredEvent;

/** A projection failed at one event, and not because of the database. The message names the event. */
public final class PoisonEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** SQLSTATE classes of a database in trouble, not of a wrong statement: connection, rollback, resources, operator, system. */
    private static final Set<String> OF_THE_DATABASE = Set.of("08", "40", "53", "57", "58");

    /** SQLSTATE class of a statement that no event makes right: syntax error or access rule violation. */
    private static final String OF_THE_STATEMENT = "42";

    private final transient StoredEvent event;

    public PoisonEvent(StoredEvent event, Exception cause) {
        super("event " + event.event().id() + " at position " + event.position() + ": " + cause, cause);
        this.event = event;
    }

    public StoredEvent event() {
        return event;
    }

    /** Whether every other event will fail, too: a table is missing, or a statement is wrong. */
    public boolean isOfTheProjection() {
        return getCause() instanceof SQLException failure
                && failure.getSQLState() != null
                && failure.getSQLState().startsWith(OF_THE_STATEMENT);
    }

    /** Whether a failure says nothing about the event: the database was away or busy. */
    public static boolean isOfTheDatabase(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                || state == null
                || state.length() < 2
                || OF_THE_DATABASE.contains(state.substring(0, 2));
    }
}
