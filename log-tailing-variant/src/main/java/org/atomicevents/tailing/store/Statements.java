package org.atomicevents.tailing.store;

import org.atomicevents.jdbc.EventColumns;

/** The SQL of log tailing, for PostgreSQL. Times are the database's. */
final class Statements {

    /**
     * Two statements, one round trip. The primary key serves the second; currval() is this session's own number, even if
     * triggers used the sequence in between.
     */
    static final String APPEND_AND_DELETE = """
            INSERT INTO outbox_log (%s) VALUES (?, ?, ?, ?, ?, ?, ?, ?);
            DELETE FROM outbox_log WHERE seq = currval('outbox_log_seq_seq')
            """.formatted(EventColumns.NAMES);

    /** Transactional: a rolled back message does not reach the reader. */
    static final String EMIT = "SELECT pg_logical_emit_message(true, ?, ?)";

    /** Served by the unique index: a second copy of a parked event changes nothing. */
    static final String PARK = """
            INSERT INTO tailing_parked (strategy, attempts, last_error, parked_at, %s)
            VALUES (?, ?, ?, CASE WHEN ? THEN CURRENT_TIMESTAMP END, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """.formatted(EventColumns.NAMES);

    /** Served by tailing_parked_subject, as are the next ones; a small table, empty on good days. */
    static final String HELD_SUBJECTS = "SELECT DISTINCT subject FROM tailing_parked WHERE strategy = ?";

    static final String RELEASED = """
            SELECT seq, attempts, %s FROM tailing_parked waiting
            WHERE strategy = ? AND NOT EXISTS (
                SELECT 1 FROM tailing_parked head
                WHERE head.strategy = waiting.strategy AND head.subject = waiting.subject AND head.parked_at IS NOT NULL)
            ORDER BY seq
            LIMIT ?
            """.formatted(EventColumns.NAMES);

    /** Served by the primary key, as is the next one. */
    static final String FORGET = "DELETE FROM tailing_parked WHERE seq = ANY (?)";

    static final String REFUSED_AGAIN = """
            UPDATE tailing_parked
            SET attempts = attempts + 1, last_error = ?, parked_at = CASE WHEN ? THEN CURRENT_TIMESTAMP END
            WHERE seq = ?
            """;

    /** Reads the few rows there are, as does the next one; for operators and vitals. */
    static final String COUNT_PARKED =
            "SELECT count(*) FROM tailing_parked WHERE strategy = ? AND parked_at IS NOT NULL";

    static final String COUNT_PENDING = "SELECT count(*) FROM tailing_parked WHERE strategy = ? AND parked_at IS NULL";

    static final String LIST_PARKED = """
            SELECT event_id, type, subject, attempts, parked_at, last_error FROM tailing_parked
            WHERE strategy = ? AND parked_at IS NOT NULL
            ORDER BY parked_at, seq
            LIMIT ?
            """;

    /** Served by the unique index, as are the next two. */
    static final String INSPECT =
            "SELECT %s FROM tailing_parked WHERE strategy = ? AND event_id = ?".formatted(EventColumns.NAMES);

    static final String REPLAY = """
            UPDATE tailing_parked SET parked_at = NULL, attempts = 0
            WHERE strategy = ? AND event_id = ? AND parked_at IS NOT NULL
            """;

    static final String DISCARD =
            "DELETE FROM tailing_parked WHERE strategy = ? AND event_id = ? AND parked_at IS NOT NULL";

    private Statements() {}
}
