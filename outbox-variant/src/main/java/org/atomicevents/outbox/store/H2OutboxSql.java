package org.atomicevents.outbox.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.atomicevents.jdbc.Database;

/** H2 in PostgreSQL mode. It has no advisory locks: the application's own row locks give the order per subject. */
final class H2OutboxSql implements OutboxSql {

    private static final String INSERT =
            "INSERT INTO outbox (application, strategy, %s) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    .formatted(Statements.VALUES);

    private static final String INSERT_CLAIMED = """
            SELECT seq FROM FINAL TABLE (INSERT INTO outbox (application, strategy, %s)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, CURRENT_TIMESTAMP + %s))
            """.formatted(Statements.CLAIMED_VALUES, Statements.MILLISECONDS);

    /** Served by the primary keys of both tables. */
    private static final String LOCK_CLAIMING = """
            SELECT nextval('outbox_epoch') FROM outbox_relay
            WHERE application = ? AND strategy = ? AND EXISTS (%s)
            FOR UPDATE SKIP LOCKED
            """.formatted(Statements.ANY_DUE);

    private static final String HOLD = """
            UPDATE outbox SET claimed_by = ?, claim_epoch = ?, claimed_until = CURRENT_TIMESTAMP + %s
            """.formatted(Statements.MILLISECONDS) + Statements.ENTRIES;

    /** Served by the primary key. */
    private static final String SETTLE = "DELETE FROM outbox " + Statements.ENTRIES;

    @Override
    public Database database() {
        return Database.H2;
    }

    @Override
    public String lockClaiming() {
        return LOCK_CLAIMING;
    }

    @Override
    public String hold() {
        return HOLD;
    }

    @Override
    public String settle() {
        return SETTLE;
    }

    @Override
    public String insert() {
        return INSERT;
    }

    @Override
    public String insertClaimed() {
        return INSERT_CLAIMED;
    }

    @Override
    public int bindTurn(PreparedStatement insert, String subject, Duration wait) {
        return 1;
    }

    @Override
    public boolean isTurnTimeout(SQLException failure) {
        return false;
    }

    @Override
    public Optional<TriggerSql> triggers() {
        return Optional.empty();
    }
}
