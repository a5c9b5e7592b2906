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

    /** The clock of the statement, not of the transaction's begin: the reservation is counted from the insertion. */
    private static final String INSERT_RESERVED =
            TURN + """
            INSERT INTO outbox (application, strategy, %s)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, clock_timestamp() + %s FROM turn
            RETURNING seq, shard
            """.formatted(Statements.RESERVED_VALUES, Statements.MILLISECONDS);

    /**
     * A plan that was made while the table was empty scans all of it, and is kept until the next ANALYZE, however much waits by
     * then. Both statements travel together and are one transaction.
     */
    private static final String BY_KEYS = """
            SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
              set_config('enable_sort', 'off', true), set_config('enable_hashjoin', 'off', true),
              set_config('enable_mergejoin', 'off', true)%s;
            """;

    /**
     * Served by the primary key, a shard at a time, and it stops at the limit: the shards come in order, so that only one of them at a
     * time has to be sorted. The question whether the subject stands aside has a LIMIT, so that PostgreSQL cannot choose to hash the
     * whole table for it. It knows the length of data without reading it.
     */
    private static final String FIRST = """
            SELECT seq, shard, 0 AS attempts, %1$s,
              coalesce(reserved_until > CURRENT_TIMESTAMP, false) AS held,
              (SELECT 1 FROM outbox_aside AS aside
               WHERE aside.application = entry.application AND aside.strategy = entry.strategy
                 AND aside.shard = entry.shard AND aside.subject = entry.subject
               LIMIT 1) IS NOT NULL AS aside
            FROM (
              SELECT waiting.*, sum(octet_length(data)) OVER (ORDER BY place, seq) - octet_length(data) AS bytes_before
              FROM (
                SELECT first.*, mine.place
                FROM unnest(?) WITH ORDINALITY AS mine (shard, place)
                CROSS JOIN LATERAL (
                  SELECT application, strategy, shard, seq, %1$s, reserved_until
                  FROM outbox
                  WHERE application = ? AND strategy = ? AND shard = mine.shard AND seq <> ALL (?)
                  ORDER BY seq
                  LIMIT ?) AS first
                ORDER BY mine.place, first.seq
                LIMIT ?) AS waiting) AS entry
            WHERE bytes_before < ?
            ORDER BY place, seq
            """.formatted(Statements.VALUES);

    private static final String READ = BY_KEYS.formatted("") + FIRST;

    /** Served by outbox_due and, for what follows, by the primary key. */
    private static final String DUE = BY_KEYS.formatted("") + """
            SELECT seq, shard, attempts, %1$s, parked_at IS NOT NULL AS held, false AS aside
            FROM (
              SELECT due.*, sum(octet_length(data)) OVER (ORDER BY since, subject, seq) - octet_length(data) AS bytes_before
              FROM (
                SELECT run.*, head.next_attempt_at AS since
                FROM (
                  SELECT shard, subject, next_attempt_at, application, strategy
                  FROM outbox_aside
                  WHERE application = ? AND strategy = ? AND next_attempt_at <= CURRENT_TIMESTAMP AND shard = ANY (?)
                  ORDER BY next_attempt_at
                  LIMIT ?) AS head
                CROSS JOIN LATERAL (
                  SELECT shard, seq, attempts, %1$s, parked_at
                  FROM outbox_aside AS follower
                  WHERE follower.application = head.application AND follower.strategy = head.strategy
                    AND follower.shard = head.shard AND follower.subject = head.subject
                  ORDER BY follower.seq
                  LIMIT ?) AS run
                ORDER BY head.next_attempt_at, run.subject, run.seq
                LIMIT ?) AS due) AS entry
            WHERE bytes_before < ?
            ORDER BY since, subject, seq
            """.formatted(Statements.VALUES);

    /**
     * Makes a commit not wait for the disk: if the database itself dies, its last commits of this kind are undone, which costs
     * copies and nothing else.
     */
    private static final String UNFORCED = ", set_config('synchronous_commit', 'off', true)";

    /** Served by the primary key. A statement for each shard: a join might begin with all that waits. */
    private static final String SETTLE = "DELETE FROM outbox " + Statements.OF_SHARD + ";";

    /** SQLSTATE lock_not_available. */
    private static final String TIMED_OUT = "55P03";

    @Override
    public Database database() {
        return Database.POSTGRESQL;
    }

    @Override
    public String read() {
        return READ;
    }

    @Override
    public String due() {
        return DUE;
    }

    @Override
    public int settle(Connection connection, Lane lane, Map<Integer, Long[]> byShard) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(settlement(byShard.size()))) {
            bind(connection, delete, lane, byShard);
            return deleted(delete, byShard.size());
        }
    }

    @Override
    public Settled settleAndRead(Connection connection, Lane lane, Map<Integer, Long[]> byShard, Reading next)
            throws SQLException {
        try (PreparedStatement both = connection.prepareStatement(settlement(byShard.size()) + FIRST)) {
            next.bind(connection, both, bind(connection, both, lane, byShard), lane);
            int deleted = deleted(both, byShard.size());
            both.getMoreResults();
            try (ResultSet rows = both.getResultSet()) {
                return new Settled(deleted, Batch.read(rows, next.limit()));
            }
        }
    }

    private static int bind(
            Connection connection, PreparedStatement settlement, Lane lane, Map<Integer, Long[]> byShard)
            throws SQLException {
        int next = 1;
        for (Map.Entry<Integer, Long[]> shard : byShard.entrySet()) {
            next = lane.bind(settlement, next);
            settlement.setInt(next++, shard.getKey());
            settlement.setArray(next++, connection.createArrayOf("bigint", shard.getValue()));
        }
        return next;
    }

    private static int deleted(PreparedStatement settlement, int shards) throws SQLException {
        settlement.execute();
        int deleted = 0;
        for (int i = 0; i < shards; i++) {
            settlement.getMoreResults();
            deleted += settlement.getUpdateCount();
        }
        return deleted;
    }

    /** One round trip, whatever the number of shards. */
    static String settlement(int shards) {
        return BY_KEYS.formatted(UNFORCED) + SETTLE.repeat(shards);
    }

    @Override
    public String byKeys(String statement) {
        return BY_KEYS.formatted("") + statement;
    }

    @Override
    public ResultSet rows(PreparedStatement statement) throws SQLException {
        statement.execute();
        statement.getMoreResults();
        return statement.getResultSet();
    }

    @Override
    public String insert() {
        return INSERT;
    }

    @Override
    public String insertReserved() {
        return INSERT_RESERVED;
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
