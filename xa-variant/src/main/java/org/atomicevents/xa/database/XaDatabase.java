package org.atomicevents.xa.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.atomicevents.jdbc.Database;

/** A database as a participant of two-phase commit, one implementation for each kind. Stateless. */
public interface XaDatabase {

    /** A prepared transaction; both times are by the database's clock. */
    record Prepared(String gid, Instant preparedAt, Instant now) {}

    static XaDatabase of(Connection connection) throws SQLException {
        return switch (Database.of(connection)) {
            case POSTGRESQL -> new PostgreSqlXaDatabase();
            case H2 -> new H2XaDatabase();
        };
    }

    /** The largest number of transactions that may be prepared at once; empty if there is no limit. */
    OptionalInt maxPreparedTransactions(Connection connection) throws SQLException;

    /** The warnings that concern strategies of one-phase commit too, each a sentence with its remedy. */
    List<String> warnings(Connection connection) throws SQLException;

    /** The further warnings about two-phase commit, each a sentence with its remedy. */
    List<String> twoPhaseWarnings(Connection connection) throws SQLException;

    /** The transactions that this database holds prepared, oldest first; none if it does not list them. */
    List<Prepared> prepared(Connection connection) throws SQLException;

    /** The statement that rolls a prepared transaction back. */
    String rollback(String gid);
}
