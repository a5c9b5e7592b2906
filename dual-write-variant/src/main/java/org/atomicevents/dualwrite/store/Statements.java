package org.atomicevents.dualwrite.store;

import org.atomicevents.jdbc.EventColumns;

/** The SQL of the journal, for H2, and that for the main database, for PostgreSQL. */
final class Statements {

    /** Served by the primary key, like all that name {@code seq}. */
    static final String LAST = "SELECT coalesce(max(seq), 0) FROM intent";

    /** An event without extensions is stored with an empty array. */
    static final String INTEND = """
            INSERT INTO intent (seq, transaction_id, lineage, %s)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(CAST(? AS varchar array), ARRAY[]))
            """.formatted(EventColumns.NAMES);

    /** H2 writes at each commit, but only to the operating system; this makes the disk have it. */
    static final String FORCE = "CHECKPOINT SYNC";

    static final String RESOLVE = "DELETE FROM intent WHERE seq = ANY (?)";

    static final String COMMITTED = "UPDATE intent SET committed = TRUE WHERE seq = ANY (?)";

    /** Parked ones are few; the order of the primary key ends it early. */
    static final String WAITING = "SELECT seq FROM intent WHERE seq > ? AND parked_at IS NULL ORDER BY seq LIMIT ?";

    static final String READ = """
            SELECT %s FROM intent WHERE seq = ANY (?) ORDER BY seq
            """.formatted(IntentColumns.NAMES);

    static final String REFUSED = "UPDATE intent SET attempts = attempts + 1, last_error = ? WHERE seq = ?";

    static final String PARK = "UPDATE intent SET parked_at = CURRENT_TIMESTAMP, last_error = ? WHERE seq = ?";

    /** A full scan of the entries that wait or are parked; a healthy journal has none. */
    static final String BACKLOG = """
            SELECT count(*) FILTER (WHERE parked_at IS NULL),
                   coalesce(max(extract(EPOCH FROM CURRENT_TIMESTAMP - written_at)) FILTER (WHERE parked_at IS NULL), 0),
                   count(parked_at)
            FROM intent
            """;

    /** A full scan, as above. */
    static final String PENDING = "SELECT count(*) FROM intent WHERE parked_at IS NULL";

    /** Served by intent_parked, as are the last two. */
    static final String PARKED = """
            SELECT source, event_id, type, subject, attempts, parked_at, last_error, seq AS place
            FROM intent WHERE parked_at IS NOT NULL
            """;

    /** Served by no index: for an operator who asks about one entry. */
    static final String INSPECT = """
            SELECT %s FROM intent WHERE source = ? AND event_id = ? ORDER BY seq
            """.formatted(EventColumns.NAMES);

    /** The operator has found the change in the database, so the entry counts as committed. */
    static final String REPLAY = """
            UPDATE intent SET parked_at = NULL, attempts = 0, committed = TRUE
            WHERE parked_at IS NOT NULL AND source = ? AND event_id = ?
            """;

    static final String DISCARD = "DELETE FROM intent WHERE parked_at IS NOT NULL AND source = ? AND event_id = ?";

    /** The cluster's identity and its time line, which a restore or a promotion changes. */
    private static final String LINEAGE = """
            (SELECT CAST(system_identifier AS text) FROM pg_control_system())
                || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8)
            """;

    /**
     * The message, which nobody reads, takes the transaction's number to the disk at once; only one that is no part of the
     * transaction does. Without it a database that dies before the commit may give the same number to the next transaction, whose commit
     * would then be taken for this one's.
     */
    static final String CURRENT = """
            SELECT CAST(pg_current_xact_id() AS text), %s,
                   pg_logical_emit_message(false, 'atomicevents.journal', '', true)
            """.formatted(LINEAGE);

    static final String NUMBERED = "SELECT CAST(pg_current_xact_id() AS text), %s".formatted(LINEAGE);

    static final String OUTCOME = "SELECT %s = ?, pg_xact_status(CAST(? AS xid8))".formatted(LINEAGE);

    private Statements() {}
}
