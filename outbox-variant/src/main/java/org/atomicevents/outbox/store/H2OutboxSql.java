package org.atomicevents.outbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.atomicevents.jdbc.Database;

/** H2 in PostgreSQL mode. It has no advisory locks: the application's own row locks give the order per subject. */
final class H2OutboxSql implements OutboxSql {

    private static final String INSERT =
            "INSERT INTO outbox (application, strategy, %s) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    .formatted(Statements.VALUES);

    private static final String INSERT_RESERVED = """
            SELECT seq, shard FROM FINAL TABLE (INSERT INTO outbox (application, strategy, %s)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CURRENT_TIMESTAMP + %s))
            """.formatted(Statements.RESERVED_VALUES, Statements.MILLISECONDS);

    /** H2 has no LATERAL: all shards at once, by seq. */
    private static final String READ = """
            SELECT seq, shard, 0 AS attempts, %1$s,
              coalesce(reserved_until > CURRENT_TIMESTAMP, FALSE) AS held,
              EXISTS (
                SELECT 1 FROM outbox_aside AS aside
                WHERE aside.application = entry.application AND aside.strategy = entry.strategy
                  AND aside.shard = entry.shard AND aside.subject = entry.subject) AS aside
            FROM (
              SELECT waiting.*, sum(octet_length(data)) OVER (ORDER BY seq) - octet_length(data) AS bytes_before
              FROM (
                SELECT * FROM (
                  SELECT application, strategy, shard, seq, %1$s, reserved_until
                  FROM outbox
                  WHERE shard = ANY (?) AND application = ? AND strategy = ? AND NOT (seq = ANY (?))
                  ORDER BY seq
                  LIMIT ?) AS first
                ORDER BY seq
                LIMIT ?) AS waiting) AS entry
            WHERE bytes_before < ?
            ORDER BY seq
            """.formatted(Statements.VALUES);

    private static final String DUE = """
            SELECT seq, shard, attempts, %1$s, parked_at IS NOT NULL AS held, FALSE AS aside
            FROM (
              SELECT due.*, sum(octet_length(data)) OVER (ORDER BY since, subject, seq) - octet_length(data) AS bytes_before
              FROM (
                SELECT * FROM (
                  SELECT run.*, head.next_attempt_at AS since
                  FROM (
                    SELECT shard, subject, next_attempt_at, application, strategy
                    FROM outbox_aside
                    WHERE application = ? AND strategy = ? AND next_attempt_at <= CURRENT_TIMESTAMP AND shard = ANY (?)
                    ORDER BY next_attempt_at
                    LIMIT ?) AS head
                  JOIN outbox_aside AS run
                    ON run.application = head.application AND run.strategy = head.strategy
                      AND run.shard = head.shard AND run.subject = head.subject
                  ORDER BY head.next_attempt_at, run.subject, run.seq
                  LIMIT ?) AS all_due
                ORDER BY since, subject, seq
                LIMIT ?) AS due) AS entry
            WHERE bytes_before < ?
            ORDER BY since, subject, seq
            """.formatted(Statements.VALUES);

    private static final String SETTLE = "DELETE FROM outbox " + Statements.OF_SHARD;

    @Override
    public Database database() {
        return Database.H2;
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
        int deleted = 0;
        try (PreparedStatement delete = connection.prepareStatement(SETTLE)) {
            for (Map.Entry<Integer, Long[]> shard : byShard.entrySet()) {
                int next = lane.bind(delete, 1);
                delete.setInt(next, shard.getKey());
                delete.setArray(next + 1, connection.createArrayOf("bigint", shard.getValue()));
                deleted += delete.executeUpdate();
            }
        }
        return deleted;
    }

    @Override
    public Settled settleAndRead(Connection connection, Lane lane, Map<Integer, Long[]> byShard, Reading next)
            throws SQLException {
        int deleted = settle(connection, lane, byShard);
        try (PreparedStatement select = connection.prepareStatement(READ)) {
            next.bind(connection, select, 1, lane);
            try (ResultSet rows = select.executeQuery()) {
                return new Settled(deleted, Batch.read(rows, next.limit()));
            }
        }
    }

    @Override
    public String byKeys(String statement) {
        return statement;
    }

    @Override
    public ResultSet rows(PreparedStatement statement) throws SQLException {
        return statement.executeQuery();
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
    public int bindTurn(PreparedStatement insert, String subject, Duration wait) {
        return 1;
    }

    @Override
    public boolean isTurnTimeout(SQLException failure) {
        return false;
    }

    @Override
    public Optional<TriggerSql> triggers() {
        return Optional.empty();
    }
}
