package org.atomicevents.outbox.store;

import java.sql.SQLException;

/** The SQL of entries that triggers make, for a database that supports them. Immutable. */
public interface TriggerSql {

    /** The resource name, without a leading slash, of the script with the function that triggers call. */
    String functionScript();

    /** Waits until no other server is applying scripts; held until the transaction ends. */
    String lockScripts();

    /** Finds the record that a script was applied. Parameters: name, checksum. */
    String findScript();

    /** Records that a script was applied, in place of an earlier version of it. Parameters: name, checksum. */
    String recordScript();

    /**
     * Completes the latest entry that a trigger made on this connection, if this transaction made it. Parameters: extensions, time, application,
     * strategy, event id, subject, and the subject once more.
     */
    String completeLatest();

    /** As {@link #completeLatest}, for an earlier entry. */
    String completeEarlier();

    /** Whether completing failed because no trigger ever made an entry on this connection. */
    boolean isWithoutEntry(SQLException failure);
}
