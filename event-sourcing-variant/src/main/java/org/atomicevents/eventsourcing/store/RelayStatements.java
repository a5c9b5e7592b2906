package org.atomicevents.eventsourcing.store;

/** The SQL of the relay and of its operators. Times are the database's. */
final class RelayStatements {

    /**
     * Whether there is something to send, so that an idle relay neither locks nor writes. Served by the index on position and
     * by event_held_due.
     */
    static final String ANY_DUE = """
            SELECT 1 FROM event_relay
            WHERE id = 1
              AND (EXISTS (SELECT 1 FROM event_store WHERE position > event_relay.checkpoint)
                OR EXISTS (SELECT 1 FROM event_held WHERE parked_at IS NULL AND next_attempt_at <= CURRENT_TIMESTAMP))
            """;

    /** No row means that another relay is claiming at this moment, or holds a claim. */
    static final String LOCK = """
            SELECT checkpoint, epoch FROM event_relay
            WHERE id = 1 AND (claimed_until IS NULL OR claimed_until <= CURRENT_TIMESTAMP)
            FOR UPDATE SKIP LOCKED
            """;

    static final String CLAIM = """
            UPDATE event_relay
            SET claimed_by = ?, epoch = ?, claimed_until = CURRENT_TIMESTAMP + INTERVAL '0.001' SECOND * CAST(? AS double precision)
            WHERE id = 1
            """;

    /** Served by event_held_due. */
    static final String DUE = """
            SELECT subject, position, attempts FROM event_held
            WHERE parked_at IS NULL AND next_attempt_at <= CURRENT_TIMESTAMP
            ORDER BY next_attempt_at LIMIT ?
            """;

    /** Served by event_store_subject. */
    static final String BEHIND = """
            SELECT %s FROM event_store
            WHERE subject = ? AND position >= ? AND position <= ?
            ORDER BY position LIMIT ?
            """.formatted(StoredEventColumns.NAMES);

    /** Served by the primary key. */
    static final String HELD = "SELECT subject FROM event_held WHERE subject = ANY (?)";

    /** The fence: nothing is recorded by a relay whose claim another one has taken over. */
    static final String SETTLE = """
            UPDATE event_relay SET checkpoint = ?, claimed_by = NULL, claimed_until = NULL
            WHERE id = 1 AND claimed_by = ? AND epoch = ?
            """;

    /** Served by the primary key, like the next. */
    static final String MOVE_HOLD = """
            UPDATE event_held
            SET position = ?, attempts = ?, last_error = ?,
                next_attempt_at = CURRENT_TIMESTAMP + INTERVAL '0.001' SECOND * CAST(? AS double precision)
            WHERE subject = ?
            """;

    static final String HOLD = """
            INSERT INTO event_held (position, attempts, last_error, next_attempt_at, subject)
            VALUES (?, ?, ?, CURRENT_TIMESTAMP + INTERVAL '0.001' SECOND * CAST(? AS double precision), ?)
            """;

    static final String PARK = "UPDATE event_held SET parked_at = CURRENT_TIMESTAMP WHERE subject = ?";

    /** A subject that has caught up is held no more. The table is small; event_store_subject serves the inner query. */
    static final String RELEASE = """
            DELETE FROM event_held
            WHERE attempts = 0 AND parked_at IS NULL
              AND NOT EXISTS (
                SELECT 1 FROM event_store
                WHERE event_store.subject = event_held.subject
                  AND event_store.position >= event_held.position
                  AND event_store.position <= ?)
            """;

    // ---- For operators; a held subject's events up to the checkpoint are pending, but for the one that is parked

    /** Counts by index; for operators, not for every second. */
    static final String COUNT_PENDING = """
            SELECT (SELECT count(*) FROM event_store WHERE position IS NULL OR position > relay.checkpoint)
                 + (SELECT count(*) FROM event_store stored JOIN event_held held ON stored.subject = held.subject
                    WHERE stored.position >= held.position AND stored.position <= relay.checkpoint)
                 - (SELECT count(*) FROM event_held WHERE parked_at IS NOT NULL)
            FROM event_relay relay WHERE id = 1
            """;

    static final String PARKED = """
            SELECT stored.source, stored.event_id, stored.type, stored.subject, held.attempts, held.parked_at, held.last_error, held.position AS place
            FROM event_held held JOIN event_store stored ON stored.position = held.position
            WHERE held.parked_at IS NOT NULL
            """;

    /** Served by the unique index on (event_id, source). */
    static final String INSPECT = """
            SELECT %s FROM event_store
            WHERE source = ? AND event_id = ?
              AND (position IS NULL
                OR position > (SELECT checkpoint FROM event_relay WHERE id = 1)
                OR EXISTS (SELECT 1 FROM event_held
                    WHERE event_held.subject = event_store.subject AND event_held.position <= event_store.position))
            """.formatted(StoredEventColumns.NAMES);

    private static final String PARKED_IS = """
            WHERE parked_at IS NOT NULL
              AND position IN (SELECT position FROM event_store WHERE source = ? AND event_id = ?)
            """;

    static final String REPLAY =
            "UPDATE event_held SET parked_at = NULL, attempts = 0, next_attempt_at = CURRENT_TIMESTAMP " + PARKED_IS;

    /** The event stays in the store, which is append-only; it is not sent. */
    static final String DISCARD =
            "UPDATE event_held SET parked_at = NULL, attempts = 0, next_attempt_at = CURRENT_TIMESTAMP, position = position + 1 "
                    + PARKED_IS;

    /** The number of events behind the end of the store, and of parked subjects. */
    static final String VITALS = """
            SELECT (SELECT last FROM event_sequence WHERE id = 1) - relay.checkpoint
                     + (SELECT count(*) FROM event_store WHERE position IS NULL),
                   (SELECT count(*) FROM event_held WHERE parked_at IS NOT NULL)
            FROM event_relay relay WHERE id = 1
            """;

    /** The time of the oldest event behind. Served by the unique index on position. */
    static final String OLDEST = """
            SELECT time FROM event_store
            WHERE position > (SELECT checkpoint FROM event_relay WHERE id = 1)
            ORDER BY position LIMIT 1
            """;

    private RelayStatements() {}
}
