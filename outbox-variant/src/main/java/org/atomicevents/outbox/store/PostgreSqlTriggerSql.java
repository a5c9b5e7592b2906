package org.atomicevents.outbox.store;

import java.sql.SQLException;
import org.atomicevents.jdbc.Database;

/** PostgreSQL: {@code currval} names the latest entry of the connection, {@code xmin} those of the transaction. */
final class PostgreSqlTriggerSql implements TriggerSql {

    private static final String FUNCTION = "META-INF/atomicevents/" + Database.POSTGRESQL.script("trigger");

    /** Any constant but the one that {@link org.atomicevents.jdbc.Schema} uses. */
    private static final String LOCK_SCRIPTS = "SELECT pg_advisory_xact_lock(71168940001)";

    /** Served by the primary key, as is the next. */
    private static final String FIND_SCRIPT = "SELECT 1 FROM outbox_script WHERE name = ? AND checksum = ?";

    private static final String RECORD_SCRIPT = """
            INSERT INTO outbox_script (name, checksum, applied_at) VALUES (?, ?, CURRENT_TIMESTAMP)
            ON CONFLICT (name) DO UPDATE SET checksum = excluded.checksum, applied_at = excluded.applied_at
            """;

    private static final String COMPLETE = """
            UPDATE outbox SET extensions = ?, time = ?
            WHERE application = ? AND strategy = ? AND seq %s currval('outbox_seq_seq')
              AND event_id = ? AND subject = ? AND xmin = pg_current_xact_id()::xid
              AND shard = hashtextextended(?, 7116894) & 63
            """;

    /** Served by the primary key, one row. */
    private static final String COMPLETE_LATEST = COMPLETE.formatted("=");

    /** Reads the backlog of the subject's shard by the primary key. */
    private static final String COMPLETE_EARLIER = COMPLETE.formatted("<");

    /** SQLSTATE of {@code currval} on a connection that never called {@code nextval}. */
    private static final String NEVER_CALLED = "55000";

    @Override
    public String functionScript() {
        return FUNCTION;
    }

    @Override
    public String lockScripts() {
        return LOCK_SCRIPTS;
    }

    @Override
    public String findScript() {
        return FIND_SCRIPT;
    }

    @Override
    public String recordScript() {
        return RECORD_SCRIPT;
    }

    @Override
    public String completeLatest() {
        return COMPLETE_LATEST;
    }

    @Override
    public String completeEarlier() {
        return COMPLETE_EARLIER;
    }

    @Override
    public boolean isWithoutEntry(SQLException failure) {
        return NEVER_CALLED.equals(failure.getSQLState());
    }
}
