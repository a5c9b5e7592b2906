package org.atomicevents.outbox.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.atomicevents.jdbc.Database;

/**
 * PostgreSQL. An insert first takes its subject's turn, an advisory lock held until the transaction ends: the next writer of the
 * subject gets its {@code seq} only after this one's commit, so {@code seq} is the order of the commits of one subject.
 */
final class PostgreSqlOutboxSql implements OutboxSql {

    /**
     * A free turn costs nothing but the lock. One that is not free is awaited for a bounded time, within the same statement; then the
     * transaction's own lock timeout is set again. The lock survives PREPARE TRANSACTION. Parameters: the wait in milliseconds, the
     * subject.
     */
    private static final String TURN = """
            WITH turn AS MATERIALIZED (
              SELECT CASE WHEN pg_try_advisory_xact_lock(place.key) THEN ''
                ELSE concat(set_config('lock_timeout', ?, true), pg_advisory_xact_lock(place.key),
                            set_config('lock_timeout', place.before, true)) END
              FROM (SELECT hashtextextended(?, 7116894) AS key, current_setting('lock_timeout') AS before OFFSET 0) AS place)
            """;

    private static final String INSERT = TURN + """
            INSERT INTO outbox (application, strategy, %s)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM turn
            """.formatted(Statements.VALUES);

    /** The clock of the statement, not of the transaction's begin: the lease is counted from the insertion. */
    private static final String INSERT_CLAIMED =
            TURN + """
            INSERT INTO outbox (application, strategy, %s)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, clock_timestamp() + %s FROM turn
            RETURNING seq
            """.formatted(Statements.CLAIMED_VALUES, Statements.MILLISECONDS);

    /**
     * Makes a commit not wait for the disk: if the database itself dies, its last commits of this kind are undone, which costs
     * copies and nothing else.
     */
    private static final String UNFORCED = "set_config('synchronous_commit', 'off', true)";

    /** Served by the primary keys of both tables. */
    private static final String LOCK_CLAIMING = """
            SELECT nextval('outbox_epoch'), %s FROM outbox_relay
            WHERE application = ? AND strategy = ? AND EXISTS (%s)
            FOR UPDATE SKIP LOCKED
            """.formatted(UNFORCED, Statements.ANY_DUE);

    private static final String HOLD = """
            UPDATE outbox SET claimed_by = ?, claim_epoch = ?, claimed_until = clock_timestamp() + %s
            """.formatted(Statements.MILLISECONDS) + Statements.ENTRIES;

    /** Served by the primary key. */
    private static final String SETTLE = "DELETE FROM outbox %s AND %s = 'off'".formatted(Statements.ENTRIES, UNFORCED);

    /** SQLSTATE lock_not_available. */
    private static final String TIMED_OUT = "55P03";

    @Override
    public Database database() {
        return Database.POSTGRESQL;
    }

    @Override
    public String lockClaiming() {
        return LOCK_CLAIMING;
    }

    @Override
    public String hold() {
        return HOLD;
    }

    @Override
    public String settle() {
        return SETTLE;
    }

    @Override
    public String insert() {
        return INSERT;
    }

    @Override
    public String insertClaimed() {
        return INSERT_CLAIMED;
    }

    @Override
    public int bindTurn(PreparedStatement insert, String subject, Duration wait) throws SQLException {
        insert.setString(1, Long.toString(wait.toMillis()));
        insert.setString(2, subject);
        return 3;
    }

    @Override
    public boolean isTurnTimeout(SQLException failure) {
        return TIMED_OUT.equals(failure.getSQLState());
    }

    @Override
    public Optional<TriggerSql> triggers() {
        return Optional.of(new PostgreSqlTriggerSql());
    }
}
