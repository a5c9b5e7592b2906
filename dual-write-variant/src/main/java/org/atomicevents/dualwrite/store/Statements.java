package org.atomicevents.dualwrite.store;

/** The SQL of the journal, in H2, and of the queries on the main database, in PostgreSQL. */
final class Statements {

    private static final String EVENT = "event_id, source, type, subject, time, datacontenttype, data, extensions";

    /** Served by the primary key, like all statements by {@code seq}. */
    static final String LAST = "SELECT coalesce(max(seq), 0) FROM intent";

    static final String INTEND =
            "INSERT INTO intent (seq, transaction_id, lineage, %s) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    .formatted(EVENT);

    /** H2 writes at each commit, but only to the operating system; this forces it to the disk. */
    static final String FORCE = "CHECKPOINT SYNC";

    static final String RESOLVE = "DELETE FROM intent WHERE seq = ANY (?)";

    static final String COMMITTED = "UPDATE intent SET committed = TRUE WHERE seq = ANY (?)";

    /** Reads in the order of the primary key up to the limit; the parked entries that it passes over are few. */
    static final String WAITING = "SELECT seq FROM intent WHERE seq > ? AND parked_at IS NULL ORDER BY seq LIMIT ?";

    static final String READ = """
            SELECT seq, transaction_id, lineage, written_at, committed, attempts, %s
            FROM intent WHERE seq = ANY (?) ORDER BY seq
            """.formatted(EVENT);

    static final String REFUSED = "UPDATE intent SET attempts = attempts + 1, last_error = ? WHERE seq = ?";

    static final String PARK = "UPDATE intent SET parked_at = CURRENT_TIMESTAMP, last_error = ? WHERE seq = ?";

    /** A full scan; the journal holds only entries in flight and parked ones, and a healthy one is nearly empty. */
    static final String BACKLOG = """
            SELECT count(*) FILTER (WHERE parked_at IS NULL),
                   coalesce(max(extract(EPOCH FROM CURRENT_TIMESTAMP - written_at)) FILTER (WHERE parked_at IS NULL), 0),
                   count(parked_at)
            FROM intent
            """;

    /** Served by intent_parked, as are the last two. */
    static final String PARKED = """
            SELECT event_id, type, subject, attempts, parked_at, last_error
            FROM intent WHERE parked_at IS NOT NULL ORDER BY parked_at, seq LIMIT ?
            """;

    /** Served by no index: for an operator who asks about one entry. */
    static final String INSPECT = """
            SELECT seq, transaction_id, lineage, written_at, committed, attempts, %s
            FROM intent WHERE event_id = ? ORDER BY seq
            """.formatted(EVENT);

    /** Marks the entry as committed: the operator has seen that the change is in the database. */
    static final String REPLAY = """
            UPDATE intent SET parked_at = NULL, attempts = 0, committed = TRUE
            WHERE parked_at IS NOT NULL AND event_id = ?
            """;

    static final String DISCARD = "DELETE FROM intent WHERE parked_at IS NOT NULL AND event_id = ?";

    /** The cluster's identity and its time line, which a restore or a promotion changes. */
    private static final String LINEAGE = """
            (SELECT CAST(system_identifier AS text) FROM pg_control_system())
                || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8)
            """;

    /**
     * The logical message, which nobody reads, forces the transaction's number to the disk at once; only a non-transactional one
     * does. Without it a database that dies before the commit may give the same number to the next transaction, whose commit
     * would then be taken for this one's.
     */
    static final String CURRENT = """
            SELECT CAST(pg_current_xact_id() AS text), %s,
                   pg_logical_emit_message(false, 'atomicevents.journal', '', true)
            """.formatted(LINEAGE);

    static final String OUTCOME = "SELECT %s = ?, pg_xact_status(CAST(? AS xid8))".formatted(LINEAGE);

    private Statements() {}
}
