package org.atomicevents.eventsourcing.store;

/**
 * The SQL of the event store that is the same for all databases; the rest is in {@link EventStoreSql}. Times are the database's.
 */
final class Statements {

    // ---- Streams

    /** Served by the unique index on (event_id, source). */
    static final String HAS_EVENT = "SELECT 1 FROM event_store WHERE event_id = ? AND source = ?";

    /** Served by the unique index on (stream, version), from its end. */
    static final String HEAD = "SELECT version FROM event_store WHERE stream = ? ORDER BY version DESC LIMIT 1";

    /** Served by the unique index on (stream, version). */
    static final String STREAM = """
            SELECT %s FROM event_store WHERE stream = ? AND version > ? ORDER BY version LIMIT ?
            """.formatted(StoredEventColumns.NAMES);

    // ---- Order

    /**
     * Whether there is an event without position, so that an idle reader neither locks nor writes. Served by
     * event_store_unsequenced.
     */
    static final String ANY_UNSEQUENCED = "SELECT 1 FROM event_store WHERE position IS NULL LIMIT 1";

    /** No row means that another reader is sequencing at this moment. */
    static final String LOCK_SEQUENCE = "SELECT last FROM event_sequence WHERE id = 1 FOR UPDATE SKIP LOCKED";

    /**
     * Must be a statement of its own after {@link #LOCK_SEQUENCE}: only then does it see what the previous sequencer
     * committed. Served by event_store_unsequenced.
     */
    static final String UNSEQUENCED = "SELECT id FROM event_store WHERE position IS NULL ORDER BY id LIMIT ?";

    /** Served by the primary key. */
    static final String GIVE_POSITION = "UPDATE event_store SET position = ? WHERE id = ?";

    static final String MOVE_SEQUENCE = "UPDATE event_sequence SET last = ? WHERE id = 1";

    /** Served by the unique index on position. */
    static final String AFTER = "SELECT %s FROM event_store WHERE position > ? ORDER BY position LIMIT ?"
            .formatted(StoredEventColumns.NAMES);

    // ---- Snapshots, all served by the primary key

    static final String NEWEST_SNAPSHOT = """
            SELECT version, state FROM event_snapshot WHERE stream = ? AND fold = ? AND fold_version = ?
            """;

    /** A server that still runs an older fold does not replace the snapshot of the newer one. */
    static final String REPLACE_SNAPSHOT = """
            UPDATE event_snapshot SET fold_version = ?, version = ?, state = ?, taken_at = CURRENT_TIMESTAMP
            WHERE stream = ? AND fold = ? AND fold_version <= ?
            """;

    static final String TAKE_SNAPSHOT = """
            INSERT INTO event_snapshot (fold_version, version, state, stream, fold, taken_at)
            VALUES (?, ?, ?, ?, ?, CURRENT_TIMESTAMP)
            ON CONFLICT DO NOTHING
            """;

    private Statements() {}
}
