package org.atomicevents.xa.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.atomicevents.jdbc.Database;
import org.atomicevents.spi.Refused;

/**
 * A database as a participant of two-phase commit, one implementation for each kind. Stateless. Warnings are sentences with their
 * remedy.
 */
public interface XaDatabase {

    /**
     * A prepared transaction.
     *
     * @param gid the database's own name of it
     * @param branch its identity; empty if it was not prepared through this kind of driver
     * @param preparedAt by the database's clock
     * @param now by the same clock
     * @param rollback the statement that rolls it back
     */
    record Prepared(String gid, Optional<BranchName> branch, Instant preparedAt, Instant now, String rollback) {}

    static XaDatabase of(Connection connection) throws SQLException {
        return switch (Database.of(connection)) {
            case POSTGRESQL -> new PostgreSqlXaDatabase();
            case H2 -> new H2XaDatabase();
        };
    }

    /** The reason why this server cannot prepare any transaction; empty if it can. */
    Optional<Refused> twoPhaseRefusal(Connection connection) throws SQLException;

    /** The warnings that hold for one-phase commit, too. */
    List<String> warnings(Connection connection) throws SQLException;

    /** The further warnings about two-phase commit. */
    List<String> twoPhaseWarnings(Connection connection) throws SQLException;

    /** A warning if fewer transactions may be prepared at once than the pool has connections. */
    Optional<String> poolWarning(Connection connection, int connections) throws SQLException;

    /** A warning if an XA data source of this class does not keep the rules of two-phase commit. */
    Optional<String> dataSourceWarning(String xaDataSourceClass);

    /** The transactions that this database holds prepared, oldest first; none if it does not tell. */
    List<Prepared> prepared(Connection connection) throws SQLException;
}
