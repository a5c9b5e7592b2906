package org.atomicevents.outbox.store;

/** The SQL of the outbox, as it is said to PostgreSQL and to H2 in PostgreSQL mode. Times are the database's. */
final class Statements {

    private static final String VALUES = "event_id, source, type, subject, time, datacontenttype, data, extensions";

    /**
     * The lock, held until the transaction ends, makes the order of {@code seq} the order of the commits of one subject:
     * the next writer of the subject gets its number only after this one's commit. Survives PREPARE TRANSACTION.
     */
    static final String APPEND_POSTGRESQL = """
            WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtextextended(?, 7116894)))
            INSERT INTO outbox (%s)
            SELECT ?, ?, ?, ?, ?, ?, ?, ? FROM turn
            """.formatted(VALUES);

    /** No such lock in H2: order per subject is that of the row locks the application takes on the subject itself. */
    static final String APPEND_H2 = "INSERT INTO outbox (%s) VALUES (?, ?, ?, ?, ?, ?, ?, ?)".formatted(VALUES);

    /** Lets an idle relay go without a lock or a write. Served by the primary key: the first row decides. */
    static final String ANY_DUE = """
            SELECT 1 FROM outbox
            WHERE parked_at IS NULL
              AND next_attempt_at <= CURRENT_TIMESTAMP
              AND (claimed_until IS NULL OR claimed_until <= CURRENT_TIMESTAMP)
            LIMIT 1
            """;

    /** No row means that another relay is claiming at this moment. */
    static final String LOCK_CLAIMING = "SELECT epoch FROM outbox_relay WHERE id = 1 FOR UPDATE SKIP LOCKED";

    /**
     * Must be a statement of its own after {@link #LOCK_CLAIMING}: only then does it see what the previous claimer
     * committed. Served by the primary key (order, early stop) and by outbox_holding (the inner query; its first line
     * repeats the predicate of that index). A subject with an entry that is parked, put off or being sent by somebody else
     * stands still: that entry is always its oldest. NOT IN makes PostgreSQL hash those subjects once instead of joining
     * them with the whole backlog.
     */
    static final String CANDIDATES = """
            SELECT seq, attempts, %s
            FROM outbox
            WHERE parked_at IS NULL
              AND next_attempt_at <= CURRENT_TIMESTAMP
              AND (claimed_until IS NULL OR claimed_until <= CURRENT_TIMESTAMP)
              AND subject NOT IN (
                SELECT subject FROM outbox
                WHERE (claimed_by IS NOT NULL OR parked_at IS NOT NULL OR attempts > 0)
                  AND (parked_at IS NOT NULL
                    OR next_attempt_at > CURRENT_TIMESTAMP
                    OR claimed_until > CURRENT_TIMESTAMP))
            ORDER BY seq
            LIMIT ?
            """.formatted(VALUES);

    /** Served by the primary key, like all that follow with {@code seq = ANY}. */
    static final String HOLD = """
            UPDATE outbox
            SET claimed_by = ?, claim_epoch = ?, claimed_until = CURRENT_TIMESTAMP + INTERVAL '0.001' SECOND * CAST(? AS double precision)
            WHERE seq = ANY (?)
            """;

    static final String HELD = "SELECT seq FROM outbox WHERE seq = ANY (?) AND claimed_by = ? AND claim_epoch = ?";

    static final String RAISE_EPOCH = "UPDATE outbox_relay SET epoch = ? WHERE id = 1";

    private static final String FENCE = "WHERE seq = ANY (?) AND claimed_by = ? AND claim_epoch = ?";

    static final String SETTLE = "DELETE FROM outbox " + FENCE;

    static final String RELEASE =
            "UPDATE outbox SET claimed_by = NULL, claim_epoch = NULL, claimed_until = NULL " + FENCE;

    static final String PUT_OFF = """
            UPDATE outbox
            SET claimed_by = NULL, claim_epoch = NULL, claimed_until = NULL, attempts = attempts + 1, last_error = ?,
                next_attempt_at = CURRENT_TIMESTAMP + INTERVAL '0.001' SECOND * CAST(? AS double precision)
            """ + FENCE;

    static final String PARK = """
            UPDATE outbox
            SET claimed_by = NULL, claim_epoch = NULL, claimed_until = NULL, attempts = attempts + 1, last_error = ?,
                parked_at = CURRENT_TIMESTAMP
            """ + FENCE;

    /** A full count; for operators, not for every second. */
    static final String COUNT_PENDING = "SELECT count(*) FROM outbox WHERE parked_at IS NULL";

    /** Served by outbox_parked, as are the next two. */
    static final String LIST_PARKED = """
            SELECT event_id, type, subject, attempts, parked_at, last_error
            FROM outbox
            WHERE parked_at IS NOT NULL
            ORDER BY parked_at, seq
            LIMIT ?
            """;

    /** Served by no index: for an operator who asks about one entry. */
    static final String INSPECT = "SELECT seq, attempts, %s FROM outbox WHERE event_id = ?".formatted(VALUES);

    static final String REPLAY = """
            UPDATE outbox SET parked_at = NULL, attempts = 0, next_attempt_at = CURRENT_TIMESTAMP
            WHERE parked_at IS NOT NULL AND event_id = ?
            """;

    static final String DISCARD = "DELETE FROM outbox WHERE parked_at IS NOT NULL AND event_id = ?";

    private Statements() {}
}
