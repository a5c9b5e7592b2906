package org.atomicevents.tailing.store;

import org.atomicevents.jdbc.EventColumns;

/** The SQL of log tailing, for PostgreSQL. Times are the database's. */
final class Statements {

    /** Whether the log is kept for a reader. Slots live in shared memory, a few; asking costs microseconds. */
    private static final String SLOT_INTACT =
            "EXISTS (SELECT 1 FROM pg_replication_slots WHERE slot_name = ? AND coalesce(wal_status, '') <> 'lost')";

    /**
     * Three statements, one round trip. The primary key serves the second; currval() is this session's own number, whatever triggers
     * did in between. The last one says whether anybody will read the row.
     */
    static final String APPEND_AND_DELETE = """
            INSERT INTO outbox_log (%s) VALUES (?, ?, ?, ?, ?, ?, ?, ?);
            DELETE FROM outbox_log WHERE seq = currval('outbox_log_seq_seq');
            SELECT %s, EXISTS (
                SELECT 1 FROM pg_publication
                WHERE pubname = ? AND pubinsert AND (puballtables OR EXISTS (
                    SELECT 1 FROM pg_publication_rel WHERE prpubid = pg_publication.oid AND prrelid = 'outbox_log'::regclass)))
            """.formatted(EventColumns.NAMES, SLOT_INTACT);

    /** Transactional: a rollback takes it back. The second column says whether anybody will read it. */
    static final String EMIT = "SELECT pg_logical_emit_message(true, ?, ?), " + SLOT_INTACT;

    /** Served by the unique index: a second copy of a parked event changes nothing. */
    static final String PARK = """
            INSERT INTO tailing_parked (strategy, attempts, last_error, parked_at, %s)
            VALUES (?, ?, ?, CASE WHEN ? THEN CURRENT_TIMESTAMP END, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """.formatted(EventColumns.NAMES);

    /** As above: the same place in the log has the same id each time. */
    static final String QUARANTINE = """
            INSERT INTO tailing_parked (strategy, unreadable, parked_at, last_error, %s)
            VALUES (?, true, CURRENT_TIMESTAMP, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """.formatted(EventColumns.NAMES);

    /** Served by tailing_parked_subject, as are the next ones; a small table, empty on good days. */
    static final String HELD_SUBJECTS = "SELECT DISTINCT subject FROM tailing_parked WHERE strategy = ?";

    static final String RELEASED = """
            SELECT seq, attempts, unreadable, %s FROM tailing_parked waiting
            WHERE strategy = ? AND NOT EXISTS (
                SELECT 1 FROM tailing_parked head
                WHERE head.strategy = waiting.strategy AND head.subject = waiting.subject
                  AND head.seq <= waiting.seq AND head.parked_at IS NOT NULL)
            ORDER BY seq
            LIMIT ?
            """.formatted(EventColumns.NAMES);

    /** Served by the primary key, as are the next two. */
    static final String FORGET = "DELETE FROM tailing_parked WHERE seq = ANY (?)";

    static final String REFUSED_AGAIN = """
            UPDATE tailing_parked
            SET attempts = attempts + 1, last_error = ?, parked_at = CASE WHEN ? THEN CURRENT_TIMESTAMP END
            WHERE seq = ?
            """;

    static final String UNREADABLE_AGAIN =
            "UPDATE tailing_parked SET last_error = ?, parked_at = CURRENT_TIMESTAMP WHERE seq = ?";

    /** Reads the few rows there are; for operators and vital signs. */
    static final String COUNT_REFUSED =
            "SELECT count(*) FROM tailing_parked WHERE strategy = ? AND parked_at IS NOT NULL AND NOT unreadable";

    /** As above. */
    static final String COUNT_UNREADABLE =
            "SELECT count(*) FROM tailing_parked WHERE strategy = ? AND parked_at IS NOT NULL AND unreadable";

    /** As above. */
    static final String COUNT_WAITING = "SELECT count(*) FROM tailing_parked WHERE strategy = ? AND parked_at IS NULL";

    static final String PARKED = """
            SELECT source, event_id, type, subject, attempts, parked_at, last_error, seq AS place FROM tailing_parked
            WHERE strategy = ? AND parked_at IS NOT NULL
            """;

    /** Served by the unique index, as are the next two. */
    static final String INSPECT = "SELECT %s FROM tailing_parked WHERE strategy = ? AND source = ? AND event_id = ?"
            .formatted(EventColumns.NAMES);

    static final String REPLAY = """
            UPDATE tailing_parked SET parked_at = NULL, attempts = 0
            WHERE strategy = ? AND source = ? AND event_id = ? AND parked_at IS NOT NULL
            """;

    static final String DISCARD =
            "DELETE FROM tailing_parked WHERE strategy = ? AND source = ? AND event_id = ? AND parked_at IS NOT NULL";

    private Statements() {}
}
