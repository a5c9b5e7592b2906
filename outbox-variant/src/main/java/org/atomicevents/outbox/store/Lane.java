package org.atomicevents.outbox.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;

/**
 * The owner of entries: one application's use of one strategy. Two applications may share a database; nobody sends, settles, shows
 * or discards the entries of another lane. Immutable.
 *
 * @param application its name, the same in all servers that run it
 * @param strategy the id of the strategy
 */
public record Lane(String application, String strategy) {

    /** The condition for the rows of a lane. */
    static final String IS = "WHERE application = ? AND strategy = ?";

    public Lane {
        Objects.requireNonNull(application);
        Objects.requireNonNull(strategy);
    }

    /** Binds application and strategy from {@code first}; returns the index of the next parameter. */
    int bind(PreparedStatement statement, int first) throws SQLException {
        statement.setString(first, application);
        statement.setString(first + 1, strategy);
        return first + 2;
    }
}
