package org.atomicevents.outbox.store;

import org.atomicevents.jdbc.Database;
import org.atomicevents.jdbc.EventColumns;

/**
 * The SQL of the outbox, as it is said to PostgreSQL and to H2 in PostgreSQL mode. Times are the database's. Every statement
 * is about the entries of one strategy.
 */
final class Statements {

    static final String VALUES = EventColumns.NAMES;

    static final String CREATE_RELAY = "INSERT INTO outbox_relay (strategy) VALUES (?) ON CONFLICT DO NOTHING";

    /** Served by the primary key: the first row decides. */
    static final String ANY_DUE = """
            SELECT 1 FROM outbox
            WHERE strategy = ?
              AND parked_at IS NULL
              AND (attempts = 0 OR next_attempt_at <= CURRENT_TIMESTAMP)
              AND (claimed_until IS NULL OR claimed_until <= CURRENT_TIMESTAMP)
            LIMIT 1
            """;

    /**
     * The next epoch. No row means that nothing is due, and then nothing was locked or written, or that another relay is
     * claiming at this moment.
     */
    private static final String LOCK_CLAIMING = """
            SELECT nextval('outbox_epoch')%s FROM outbox_relay
            WHERE strategy = ? AND EXISTS (%s)
            FOR UPDATE SKIP LOCKED
            """;

    /**
     * For a commit that nobody waits for: if the database itself dies, the last of these are undone, which costs copies
     * and nothing else.
     */
    private static final String UNFORCED = "set_config('synchronous_commit', 'off', true)";

    /**
     * Must be a statement of its own after {@link #lockClaiming}: only then does it see what the previous claimer
     * committed. Served by the primary key (order, early stop) and by outbox_holding (the inner queries repeat its
     * predicate). A subject with an entry that is parked or put off stands still: that entry is always its oldest. NOT IN
     * makes PostgreSQL hash those subjects once instead of joining them with the whole backlog. An entry that is being sent
     * by somebody else holds only what is younger: entries may be born with a claim, behind older ones whose claim ran out.
     * One that was never tried is due whatever its time: that is its transaction's begin, and of two entries of one subject the
     * older may have begun after this claim did, and the younger, which waited for it, before.
     */
    static final String CANDIDATES = """
            SELECT seq, attempts, %s
            FROM outbox AS candidate
            WHERE strategy = ?
              AND parked_at IS NULL
              AND (attempts = 0 OR next_attempt_at <= CURRENT_TIMESTAMP)
              AND (claimed_until IS NULL OR claimed_until <= CURRENT_TIMESTAMP)
              AND subject NOT IN (
                SELECT subject FROM outbox
                WHERE strategy = ?
                  AND (claimed_by IS NOT NULL OR parked_at IS NOT NULL OR attempts > 0)
                  AND (parked_at IS NOT NULL OR next_attempt_at > CURRENT_TIMESTAMP))
              AND coalesce((
                SELECT min(holding.seq) FROM outbox AS holding
                WHERE holding.strategy = candidate.strategy
                  AND holding.subject = candidate.subject
                  AND (holding.claimed_by IS NOT NULL OR holding.parked_at IS NOT NULL OR holding.attempts > 0)
                  AND holding.claimed_until > CURRENT_TIMESTAMP), seq) >= seq
            ORDER BY seq
            LIMIT ?
            """.formatted(VALUES);

    /** Served by the primary key, like all that follow with {@code seq = ANY}. */
    static final String HOLD = """
            UPDATE outbox
            SET claimed_by = ?, claim_epoch = ?, claimed_until = CURRENT_TIMESTAMP + INTERVAL '0.001' SECOND * CAST(? AS double precision)
            WHERE strategy = ? AND seq = ANY (?)
            """;

    private static final String FENCE = "WHERE strategy = ? AND seq = ANY (?) AND claimed_by = ? AND claim_epoch = ?";

    static final String HELD = "SELECT seq FROM outbox " + FENCE;

    private static final String SETTLE = "DELETE FROM outbox " + FENCE;

    /**
     * Served by the primary key and, for the older ones, by outbox_holding, whose predicate it repeats: entries that were
     * born claimed are all in it.
     */
    static final String STANDING = """
            SELECT seq,
              claimed_by = ? AND claim_epoch = ?
                AND claimed_until > CURRENT_TIMESTAMP + INTERVAL '0.001' SECOND * CAST(? AS double precision),
              EXISTS (
                SELECT 1 FROM outbox AS older
                WHERE older.strategy = mine.strategy
                  AND older.subject = mine.subject
                  AND (older.claimed_by IS NOT NULL OR older.parked_at IS NOT NULL OR older.attempts > 0)
                  AND older.seq < mine.seq
                  AND NOT (older.seq = ANY (?)))
            FROM outbox AS mine
            WHERE strategy = ? AND seq = ANY (?)
            """;

    /** Who held it last stays on record, here and below: so outbox_holding keeps every entry that was ever claimed. */
    static final String RELEASE = "UPDATE outbox SET claimed_until = NULL " + FENCE;

    static final String PUT_OFF = """
            UPDATE outbox
            SET claimed_until = NULL, attempts = attempts + 1, last_error = ?,
                next_attempt_at = CURRENT_TIMESTAMP + INTERVAL '0.001' SECOND * CAST(? AS double precision)
            """ + FENCE;

    static final String PARK = """
            UPDATE outbox
            SET claimed_until = NULL, attempts = attempts + 1, last_error = ?, parked_at = CURRENT_TIMESTAMP
            """ + FENCE;

    /** A full count; for operators, not for every second. Served by the primary key. */
    static final String COUNT_PENDING = "SELECT count(*) FROM outbox WHERE strategy = ? AND parked_at IS NULL";

    /** Served by outbox_parked, as is {@link #COUNT_PARKED}. */
    static final String LIST_PARKED = """
            SELECT event_id, type, subject, attempts, parked_at, last_error
            FROM outbox
            WHERE strategy = ? AND parked_at IS NOT NULL
            ORDER BY parked_at, seq
            LIMIT ?
            """;

    static final String COUNT_PARKED =
            "SELECT count(*) FROM (SELECT 1 FROM outbox WHERE strategy = ? AND parked_at IS NOT NULL LIMIT ?) AS parked";

    /** Bounded, because it is asked every few seconds. Served by the primary key. */
    static final String COUNT_WAITING =
            "SELECT count(*) FROM (SELECT 1 FROM outbox WHERE strategy = ? AND parked_at IS NULL LIMIT ?) AS waiting";

    /**
     * Since when the first in line has been waiting: an entry that was never refused is due from the moment it was made.
     * Served by the primary key.
     */
    static final String SECONDS_WAITING = """
            SELECT extract(epoch FROM CURRENT_TIMESTAMP - CASE WHEN attempts = 0 THEN next_attempt_at ELSE time END)
            FROM outbox
            WHERE strategy = ? AND parked_at IS NULL
            ORDER BY seq
            LIMIT 1
            """;

    /** Served by no index but the strategy: for an operator who asks about one entry. */
    static final String INSPECT =
            "SELECT seq, attempts, %s FROM outbox WHERE strategy = ? AND event_id = ?".formatted(VALUES);

    /** Served by outbox_parked, as is the next. */
    static final String REPLAY = """
            UPDATE outbox SET parked_at = NULL, attempts = 0, next_attempt_at = CURRENT_TIMESTAMP
            WHERE strategy = ? AND parked_at IS NOT NULL AND event_id = ?
            """;

    static final String DISCARD = "DELETE FROM outbox WHERE strategy = ? AND parked_at IS NOT NULL AND event_id = ?";

    private Statements() {}

    static String lockClaiming(Database dialect) {
        return LOCK_CLAIMING.formatted(dialect == Database.POSTGRESQL ? ", " + UNFORCED : "", ANY_DUE);
    }

    static String settle(Database dialect) {
        return dialect == Database.POSTGRESQL ? SETTLE + " AND " + UNFORCED + " = 'off'" : SETTLE;
    }
}
