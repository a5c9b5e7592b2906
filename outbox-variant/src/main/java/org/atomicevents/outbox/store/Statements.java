package org.atomicevents.outbox.store;

import org.atomicevents.jdbc.EventColumns;

/**
 * The SQL of the outbox that all databases share; the rest is {@link OutboxSql}. Times are the database's. Every statement is about
 * the entries of one {@link Lane}, whose application and strategy are its first parameters where nothing else is said.
 */
final class Statements {

    static final String VALUES = EventColumns.NAMES;

    static final String CLAIMED_VALUES = VALUES + ", claimed_by, claim_epoch, claimed_until";

    /** A parameter in milliseconds as an interval. */
    static final String MILLISECONDS = "INTERVAL '0.001' SECOND * CAST(? AS double precision)";

    static final String CREATE_RELAY =
            "INSERT INTO outbox_relay (application, strategy, destination) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

    static final String DESTINATION = "SELECT destination FROM outbox_relay " + Lane.IS;

    /** Gives the entries of before there were applications to the first one that uses the table. */
    static final String ADOPT = "UPDATE outbox SET application = ? WHERE application = '' AND strategy = ?";

    /** Served by the primary key: the first row decides. */
    static final String ANY_DUE = """
            SELECT 1 FROM outbox
            WHERE application = ? AND strategy = ?
              AND parked_at IS NULL
              AND (attempts = 0 OR next_attempt_at <= CURRENT_TIMESTAMP)
              AND (claimed_until IS NULL OR claimed_until <= CURRENT_TIMESTAMP)
            LIMIT 1
            """;

    /**
     * The entries to claim. Served by the primary key (order, early stop) and by outbox_holding (the inner queries repeat its
     * predicate).
     *
     * <p>Must be a statement of its own after {@link OutboxSql#lockClaiming}: only then does it see what the previous claimer
     * committed.
     *
     * <p>A subject with an entry that is parked or to be retried later stands still: that entry is always its oldest. NOT IN makes
     * PostgreSQL hash those subjects once instead of joining them with the whole backlog.
     *
     * <p>An entry that somebody else is sending holds back only younger ones: entries may be inserted as claimed, behind older ones
     * whose claim ran out.
     *
     * <p>An entry that was never tried is due whatever its {@code next_attempt_at}. That is the begin of its transaction, and of two
     * entries of one subject the older may come from the transaction that began later, even after this claim did.
     */
    private static final String DUE = """
            SELECT seq, attempts, %s
            FROM outbox AS candidate
            WHERE application = ? AND strategy = ?
              AND parked_at IS NULL
              AND (attempts = 0 OR next_attempt_at <= CURRENT_TIMESTAMP)
              AND (claimed_until IS NULL OR claimed_until <= CURRENT_TIMESTAMP)
              AND subject NOT IN (
                SELECT subject FROM outbox
                WHERE application = ? AND strategy = ?
                  AND (claimed_by IS NOT NULL OR parked_at IS NOT NULL OR attempts > 0)
                  AND (parked_at IS NOT NULL OR next_attempt_at > CURRENT_TIMESTAMP))
              AND coalesce((
                SELECT min(holding.seq) FROM outbox AS holding
                WHERE holding.application = candidate.application
                  AND holding.strategy = candidate.strategy
                  AND holding.subject = candidate.subject
                  AND (holding.claimed_by IS NOT NULL OR holding.parked_at IS NOT NULL OR holding.attempts > 0)
                  AND holding.claimed_until > CURRENT_TIMESTAMP), seq) >= seq
            ORDER BY seq
            LIMIT ?
            """.formatted(VALUES);

    /**
     * The entries to claim: of those that are due, as many as the last parameter allows in bytes of data, and always one. PostgreSQL
     * knows the length of data without reading it.
     */
    static final String CANDIDATES = """
            SELECT seq, attempts, %1$s
            FROM (
              SELECT due.*, sum(octet_length(data)) OVER (ORDER BY seq) - octet_length(data) AS bytes_before
              FROM (%2$s) AS due) AS candidate
            WHERE bytes_before < ?
            ORDER BY seq
            """.formatted(VALUES, DUE);

    /** Served by the primary key, like all that follow with {@code seq = ANY}. Parameters: application, strategy, array of seq. */
    static final String ENTRIES = "WHERE application = ? AND strategy = ? AND seq = ANY (?)";

    /** The entries of a claim that it still holds. Parameters: application, strategy, array of seq, owner, epoch. */
    static final String FENCE = ENTRIES + " AND claimed_by = ? AND claim_epoch = ?";

    static final String HELD = "SELECT seq FROM outbox " + FENCE;

    /**
     * Whether the owner still holds each entry for long enough, and whether an older entry of its subject is there outside of the
     * batch. Served by the primary key and, for the older entries, by outbox_holding, whose predicate it repeats: entries that were
     * inserted as claimed are all in it.
     */
    static final String BATCH_STATUS = """
            SELECT seq,
              claimed_by = ? AND claim_epoch = ?
                AND claimed_until > CURRENT_TIMESTAMP + %s,
              EXISTS (
                SELECT 1 FROM outbox AS older
                WHERE older.application = mine.application
                  AND older.strategy = mine.strategy
                  AND older.subject = mine.subject
                  AND (older.claimed_by IS NOT NULL OR older.parked_at IS NOT NULL OR older.attempts > 0)
                  AND older.seq < mine.seq
                  AND NOT (older.seq = ANY (?)))
            FROM outbox AS mine
            WHERE application = ? AND strategy = ? AND seq = ANY (?)
            """.formatted(MILLISECONDS);

    /** Keeps the last owner on record, as the next two do: so outbox_holding keeps every entry that was ever claimed. */
    static final String RELEASE = "UPDATE outbox SET claimed_until = NULL " + FENCE;

    static final String RETRY_LATER = """
            UPDATE outbox
            SET claimed_until = NULL, attempts = attempts + 1, last_error = ?,
                next_attempt_at = CURRENT_TIMESTAMP + %s
            """.formatted(MILLISECONDS) + FENCE;

    static final String PARK = """
            UPDATE outbox
            SET claimed_until = NULL, attempts = attempts + 1, last_error = ?, parked_at = CURRENT_TIMESTAMP
            """ + FENCE;

    /** Parks an entry that nobody holds and that cannot be read. */
    static final String QUARANTINE = """
            UPDATE outbox SET claimed_by = ?, last_error = ?, parked_at = CURRENT_TIMESTAMP
            WHERE application = ? AND strategy = ? AND seq = ?
            """;

    /** A full count; for operators, not for every second. Served by the primary key. */
    static final String COUNT_PENDING =
            "SELECT count(*) FROM outbox WHERE application = ? AND strategy = ? AND parked_at IS NULL";

    /** Served by outbox_parked, as is {@link #COUNT_PARKED}. */
    static final String LIST_PARKED = """
            SELECT source, event_id, type, subject, attempts, parked_at, last_error
            FROM outbox
            WHERE application = ? AND strategy = ? AND parked_at IS NOT NULL
            ORDER BY parked_at, seq
            LIMIT ?
            """;

    static final String COUNT_PARKED =
            "SELECT count(*) FROM (SELECT 1 FROM outbox WHERE application = ? AND strategy = ? AND parked_at IS NOT NULL LIMIT ?) AS parked";

    /** Bounded, because it is asked every few seconds. Served by the primary key. */
    static final String COUNT_WAITING =
            "SELECT count(*) FROM (SELECT 1 FROM outbox WHERE application = ? AND strategy = ? AND parked_at IS NULL LIMIT ?) AS waiting";

    /**
     * The time since the first in line began to wait; an entry that was never refused waits since it was made. Served by the
     * primary key.
     */
    static final String SECONDS_WAITING = """
            SELECT extract(epoch FROM CURRENT_TIMESTAMP - CASE WHEN attempts = 0 THEN next_attempt_at ELSE time END)
            FROM outbox
            WHERE application = ? AND strategy = ? AND parked_at IS NULL
            ORDER BY seq
            LIMIT 1
            """;

    /** Served by the primary key's first columns alone: for an operator who asks about one entry. */
    static final String SELECT_BY_EVENT_ID =
            "SELECT seq, attempts, %s FROM outbox WHERE application = ? AND strategy = ? AND source = ? AND event_id = ?"
                    .formatted(VALUES);

    /** Served by outbox_parked, as is the next. */
    static final String REPLAY = """
            UPDATE outbox SET parked_at = NULL, attempts = 0, next_attempt_at = CURRENT_TIMESTAMP
            WHERE application = ? AND strategy = ? AND parked_at IS NOT NULL AND source = ? AND event_id = ?
            """;

    static final String DISCARD =
            "DELETE FROM outbox WHERE application = ? AND strategy = ? AND parked_at IS NOT NULL AND source = ? AND event_id = ?";

    private Statements() {}
}
