package org.atomicevents.outbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.atomicevents.Event;
import org.atomicevents.jdbc.Database;
import org.atomicevents.jdbc.EventColumns;

/**
 * Adds entries in the caller's transaction, one statement each.
 *
 * <p>On PostgreSQL the statement first takes its subject's turn, a lock held until the transaction ends: the next writer of
 * the subject gets its {@code seq} only after this one's commit, so {@code seq} is the order of the commits of one subject.
 * H2 has no such lock: there the order per subject is that of the row locks the application takes on the subject itself.
 * Thread-safe.
 */
final class OutboxInsert {

    /**
     * A turn that is free costs nothing more than taking it. One that is not is awaited for a bounded time, within the same
     * statement; the transaction's own lock timeout is put back behind it. Survives PREPARE TRANSACTION.
     */
    private static final String TURN = """
            WITH turn AS MATERIALIZED (
              SELECT CASE WHEN pg_try_advisory_xact_lock(place.key) THEN ''
                ELSE concat(set_config('lock_timeout', ?, true), pg_advisory_xact_lock(place.key),
                            set_config('lock_timeout', place.before, true)) END
              FROM (SELECT hashtextextended(?, 7116894) AS key, current_setting('lock_timeout') AS before OFFSET 0) AS place)
            """;

    private static final String PLAIN_POSTGRESQL = TURN + """
            INSERT INTO outbox (strategy, %s)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? FROM turn
            """.formatted(Statements.VALUES);

    private static final String PLAIN_H2 =
            "INSERT INTO outbox (strategy, %s) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)".formatted(Statements.VALUES);

    private static final String CLAIMED = Statements.VALUES + ", claimed_by, claim_epoch, claimed_until";

    private static final String LEASE = "INTERVAL '0.001' SECOND * CAST(? AS double precision)";

    /** From its insertion, not from the transaction's begin. */
    private static final String CLAIMED_POSTGRESQL = TURN + """
            INSERT INTO outbox (strategy, %s)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, clock_timestamp() + %s FROM turn
            RETURNING seq
            """.formatted(CLAIMED, LEASE);

    private static final String CLAIMED_H2 = """
            SELECT seq FROM FINAL TABLE (INSERT INTO outbox (strategy, %s)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, CURRENT_TIMESTAMP + %s))
            """.formatted(CLAIMED, LEASE);

    /** PostgreSQL's SQLSTATE for a lock that was not available in time. */
    private static final String TIMED_OUT = "55P03";

    private final boolean turns;
    private final String strategy;
    private final Duration patience;

    OutboxInsert(Database dialect, String strategy, Duration patience) {
        this.turns = dialect == Database.POSTGRESQL;
        this.strategy = Objects.requireNonNull(strategy);
        this.patience = Objects.requireNonNull(patience);
    }

    void append(Connection connection, Event event) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(turns ? PLAIN_POSTGRESQL : PLAIN_H2)) {
            bind(insert, event);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw explained(e, event);
        }
    }

    /** The entry is born claimed, under epoch 0. */
    Entry appendClaimed(Connection connection, Event event, String owner, Duration lease) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(turns ? CLAIMED_POSTGRESQL : CLAIMED_H2)) {
            int next = bind(insert, event);
            insert.setString(next, owner);
            insert.setLong(next + 1, lease.toMillis());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return new Entry(row.getLong(1), event, 0);
            }
        } catch (SQLException e) {
            throw explained(e, event);
        }
    }

    /** Returns the index of the next parameter. */
    private int bind(PreparedStatement insert, Event event) throws SQLException {
        int next = 1;
        if (turns) {
            insert.setString(next++, Long.toString(patience.toMillis()));
            insert.setString(next++, event.subject());
        }
        insert.setString(next++, strategy);
        EventColumns.bind(event, insert, next);
        return next + EventColumns.COUNT;
    }

    private SQLException explained(SQLException failure, Event event) {
        if (!TIMED_OUT.equals(failure.getSQLState())) {
            return failure;
        }
        return new SQLException(
                "another transaction that published about subject '%s' did not end within %s; if it is the outer one of this"
                                .formatted(event.subject(), patience)
                        + " nested transaction, it never will: publish in one of the two, or about another subject;"
                        + " if it is only slow, raise atomicevents.outbox.turn-wait",
                failure.getSQLState(),
                failure);
    }
}
