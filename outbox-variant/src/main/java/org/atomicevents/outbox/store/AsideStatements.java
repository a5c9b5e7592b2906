package org.atomicevents.outbox.store;

/** The SQL of what stands aside, the same for all databases; parameters begin with the {@link Lane}'s. */
final class AsideStatements {

    /**
     * The shards' rows, locked in order: whoever changes what stands aside holds them, relay or operator. Parameters: lane, array of
     * shards.
     */
    static final String LOCK = """
            SELECT shard, owner, epoch FROM outbox_lease
            WHERE application = ? AND strategy = ? AND shard = ANY (?)
            ORDER BY shard
            FOR UPDATE
            """;

    /** Copies entries out of the outbox, which still has to delete them. Parameters: those of {@link Statements#OF_SHARD}. */
    static final String COPY = """
            INSERT INTO outbox_aside (application, strategy, shard, seq, %1$s, appended_at)
            SELECT application, strategy, shard, seq, %1$s, appended_at FROM outbox %2$s
            ON CONFLICT DO NOTHING
            """.formatted(Statements.VALUES, Statements.OF_SHARD);

    static final String DELETE_COPIED = "DELETE FROM outbox " + Statements.OF_SHARD;

    /** Served by the primary key. Parameters: lane, shard, subject, seq. */
    private static final String ENTRY =
            "WHERE application = ? AND strategy = ? AND shard = ? AND subject = ? AND seq = ?";

    static final String DELETE = "DELETE FROM outbox_aside " + ENTRY;

    /** Parameters: error, milliseconds from now, {@link #ENTRY}. */
    static final String PUT_OFF = """
            UPDATE outbox_aside
            SET attempts = attempts + 1, last_error = ?, next_attempt_at = CURRENT_TIMESTAMP + %s
            """.formatted(Statements.MILLISECONDS) + ENTRY;

    /** Parameters: error, the attempts to add, {@link #ENTRY}. */
    static final String PARK = """
            UPDATE outbox_aside
            SET attempts = attempts + ?, last_error = ?, next_attempt_at = NULL, parked_at = CURRENT_TIMESTAMP
            """ + ENTRY;

    /** Makes the first of a subject due, unless it is put off or parked. Parameters: lane, shard, subject, twice. */
    static final String PROMOTE = """
            UPDATE outbox_aside SET next_attempt_at = CURRENT_TIMESTAMP
            WHERE application = ? AND strategy = ? AND shard = ? AND subject = ?
              AND parked_at IS NULL AND next_attempt_at IS NULL
              AND seq = (
                SELECT min(first.seq) FROM outbox_aside AS first
                WHERE first.application = ? AND first.strategy = ? AND first.shard = ? AND first.subject = ?)
            """;

    /** Served by outbox_parked. Parameters: lane, source, event id. */
    static final String FIND_PARKED = """
            SELECT shard, subject, seq AS place FROM outbox_aside
            WHERE application = ? AND strategy = ? AND parked_at IS NOT NULL AND source = ? AND event_id = ?
            ORDER BY seq
            LIMIT 1
            """;

    /** Parameters: {@link #ENTRY}. */
    static final String REPLAY =
            "UPDATE outbox_aside SET parked_at = NULL, attempts = 0 " + ENTRY + " AND parked_at IS NOT NULL";

    /** Parameters: {@link #ENTRY}. */
    static final String DISCARD = DELETE + " AND parked_at IS NOT NULL";

    /** Full counts; for operators, not for every second. Served by the primary keys. Parameters: lane, lane. */
    static final String COUNT_PENDING = """
            SELECT (SELECT count(*) FROM outbox WHERE application = ? AND strategy = ?)
              + (SELECT count(*) FROM outbox_aside WHERE application = ? AND strategy = ? AND parked_at IS NULL)
            """;

    /** For a {@link org.atomicevents.jdbc.ParkedQuery}. Served by outbox_parked, as is {@link #COUNT_PARKED}. Parameters: lane. */
    static final String PARKED = """
            SELECT source, event_id, type, subject, attempts, parked_at, last_error, seq AS place, shard
            FROM outbox_aside
            WHERE application = ? AND strategy = ? AND parked_at IS NOT NULL
            """;

    static final String COUNT_PARKED =
            "SELECT count(*) FROM (SELECT 1 FROM outbox_aside WHERE application = ? AND strategy = ? AND parked_at IS NOT NULL LIMIT ?) AS parked";

    /** Bounded, because it is asked every few seconds. Served by the primary keys. Parameters: lane, limit, lane, limit. */
    static final String COUNT_WAITING = """
            SELECT (SELECT count(*) FROM (
                SELECT 1 FROM outbox WHERE application = ? AND strategy = ? LIMIT ?) AS waiting)
              + (SELECT count(*) FROM (
                SELECT 1 FROM outbox_aside WHERE application = ? AND strategy = ? AND parked_at IS NULL LIMIT ?) AS behind)
            """;

    /**
     * The time since the first in line of any shard, and of those put off the next one, began to wait. Served by the primary keys and
     * outbox_due. Parameters: lane, lane.
     */
    static final String SECONDS_WAITING = """
            SELECT extract(epoch FROM CURRENT_TIMESTAMP - min(since)) FROM (
              SELECT (SELECT appended_at FROM outbox AS first
                      WHERE first.application = lease.application AND first.strategy = lease.strategy
                        AND first.shard = lease.shard
                      ORDER BY first.seq LIMIT 1) AS since
              FROM outbox_lease AS lease
              WHERE lease.application = ? AND lease.strategy = ?
              UNION ALL
              SELECT appended_at FROM (
                SELECT appended_at FROM outbox_aside
                WHERE application = ? AND strategy = ? AND next_attempt_at IS NOT NULL
                ORDER BY next_attempt_at LIMIT 1) AS next) AS firsts
            """;

    /** Served by the primary keys' first columns alone: for an operator who asks about one entry. Parameters: lane, source, event id, twice. */
    static final String SELECT_BY_EVENT_ID = """
            SELECT seq, shard, 0 AS attempts, %1$s FROM outbox
            WHERE application = ? AND strategy = ? AND source = ? AND event_id = ?
            UNION ALL
            SELECT seq, shard, attempts, %1$s FROM outbox_aside
            WHERE application = ? AND strategy = ? AND source = ? AND event_id = ?
            """.formatted(Statements.VALUES);

    private AsideStatements() {}
}
