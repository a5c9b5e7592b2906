package org.atomicevents.eventsourcing.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.atomicevents.Event;
import org.atomicevents.jdbc.Database;

/**
 * The SQL of the event store that differs between databases, one implementation for each; everything else is in {@link
 * Statements}. Stateless.
 */
public interface EventStoreSql {

    static EventStoreSql of(Database database) {
        return switch (database) {
            case POSTGRESQL -> new PostgreSqlEventStoreSql();
            case H2 -> new H2EventStoreSql();
        };
    }

    Database database();

    /** The absolute resource name of the script that creates the tables. */
    default String tables() {
        return "/META-INF/atomicevents/" + database().script("event-store");
    }

    /**
     * Inserts {@code event} as version {@code after + 1} of {@code stream}, in the connection's transaction.
     *
     * @return false if the stream does not end at version {@code after}; then nothing was inserted
     * @throws SQLException if the database failed, or if the insert breaks a constraint; {@link #isConflict} tells which one
     */
    boolean append(Connection connection, String stream, long after, Event event) throws SQLException;

    /**
     * Whether the insert of {@code event}, which has just broken a constraint, met another event of its stream and version;
     * otherwise the event is in the store already.
     */
    boolean isConflict(Connection connection, Event event) throws SQLException;
}
