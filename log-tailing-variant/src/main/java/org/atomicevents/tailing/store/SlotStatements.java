package org.atomicevents.tailing.store;

/** The SQL about replication slots. The system views are small; no index serves them. */
final class SlotStatements {

    static final String SERVER = """
            SELECT current_setting('server_version_num')::int, current_setting('wal_level'),
                   current_setting('max_slot_wal_keep_size'), current_user, rolreplication OR rolsuper,
                   current_database() || '@' || (SELECT system_identifier FROM pg_control_system())
            FROM pg_roles WHERE rolname = current_user
            """;

    /** Served by the primary key. */
    static final String KNOWN = "SELECT slot FROM tailing_reader WHERE strategy = ?";

    static final String REMEMBER = """
            INSERT INTO tailing_reader (strategy, slot, publication) VALUES (?, ?, ?) ON CONFLICT (strategy) DO NOTHING
            """;

    static final String SLOT = """
            SELECT plugin, database = current_database(), active, coalesce(wal_status, ''),
                   pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn),
                   pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn),
                   safe_wal_size
            FROM pg_replication_slots WHERE slot_name = ?
            """;

    /** PostgreSQL 17 and later know since when a slot has no reader; the others give NULL. */
    static final String WITHOUT_READER = """
            SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn),
                   extract(epoch FROM clock_timestamp() - CAST(to_jsonb(slots) ->> 'inactive_since' AS timestamptz))
            FROM pg_replication_slots AS slots
            WHERE slot_name = ? AND database = current_database() AND NOT active
            """;

    static final String POSITION = "SELECT confirmed_flush_lsn FROM pg_replication_slots WHERE slot_name = ?";

    private static final String CREATE_SLOT = "SELECT pg_create_logical_replication_slot(?, 'pgoutput')";

    /** Neither temporary nor with two-phase decoding, but copied to the standbys that synchronize slots. */
    private static final String CREATE_FAILOVER_SLOT =
            "SELECT pg_create_logical_replication_slot(?, 'pgoutput', false, false, true)";

    private static final int FIRST_WITH_FAILOVER = 17;

    static final String DROP_SLOT =
            "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = ?";

    /** One row if the publication publishes the inserts it is there for; the second parameter is null for messages only. */
    static final String PUBLICATION = """
            SELECT 1 FROM pg_publication
            WHERE pubname = ? AND pubinsert
              AND (?::text IS NULL OR EXISTS (
                SELECT 1 FROM pg_publication_tables tables WHERE tables.pubname = pg_publication.pubname AND tablename = ?))
            """;

    /** Served by the primary key, as are the next two. */
    static final String TAKE_OVER = """
            UPDATE tailing_reader SET epoch = epoch + 1, owner = ?, since = CURRENT_TIMESTAMP WHERE strategy = ?
            RETURNING epoch
            """;

    static final String EPOCH = "SELECT epoch FROM tailing_reader WHERE strategy = ?";

    static final String FORGET = "DELETE FROM tailing_reader WHERE strategy = ?";

    /** Held by the session, which alone may read the slot. */
    static final String LOCK = "SELECT pg_try_advisory_lock(hashtextextended(?, 7116895))";

    /** Committed at once; the reader confirms what comes before it. */
    static final String BEAT = "SELECT pg_logical_emit_message(true, 'atomicevents.heartbeat', '')";

    private SlotStatements() {}

    /** Makes a slot that survives a fail-over if the server knows how. */
    static String createSlot(int majorVersion) {
        return majorVersion >= FIRST_WITH_FAILOVER ? CREATE_FAILOVER_SLOT : CREATE_SLOT;
    }
}
