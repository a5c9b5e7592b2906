package org.atomicevents.outbox.store;

/** The SQL of the leases, the same for all databases; parameters begin with the {@link Lane}'s where nothing else is said. */
final class LeaseStatements {

    /** No row means that the lease had ended and another server has taken from this one. Parameters: milliseconds, lane, owner. */
    static final String RENEW = """
            UPDATE outbox_node SET until = CURRENT_TIMESTAMP + %s
            WHERE application = ? AND strategy = ? AND owner = ?
            """.formatted(Statements.MILLISECONDS);

    /** Parameters: lane, owner, milliseconds. */
    static final String REGISTER = """
            INSERT INTO outbox_node (application, strategy, owner, until) VALUES (?, ?, ?, CURRENT_TIMESTAMP + %s)
            """.formatted(Statements.MILLISECONDS);

    /** At most one server takes shards at a time: only then does it see who took before. No row means that another one is taking. */
    static final String LOCK_TAKING =
            "SELECT 1 FROM outbox_relay WHERE application = ? AND strategy = ? FOR UPDATE SKIP LOCKED";

    /** A server that renews at the same moment is not deleted, or finds no row and knows. */
    static final String DELETE_EXPIRED =
            "DELETE FROM outbox_node WHERE application = ? AND strategy = ? AND until <= CURRENT_TIMESTAMP";

    /** Nobody waits for a shard whose row is locked: the lease of the waiting server would end meanwhile. Parameters: lane, limit. */
    static final String LOCK_FREE = """
            SELECT shard FROM outbox_lease AS lease
            WHERE application = ? AND strategy = ? AND (owner IS NULL OR NOT EXISTS (
              SELECT 1 FROM outbox_node AS node
              WHERE node.application = lease.application AND node.strategy = lease.strategy AND node.owner = lease.owner))
            ORDER BY shard
            LIMIT ?
            FOR UPDATE SKIP LOCKED
            """;

    /** Parameters: owner, lane, array of shards. */
    static final String TAKE = """
            UPDATE outbox_lease SET owner = ?, epoch = epoch + 1
            WHERE application = ? AND strategy = ? AND shard = ANY (?)
            """;

    /** Parameters: lane, owner, array of shards. */
    static final String GIVE = """
            UPDATE outbox_lease SET owner = NULL
            WHERE application = ? AND strategy = ? AND owner = ? AND shard = ANY (?)
            """;

    static final String LEASES = """
            SELECT shard, owner, epoch FROM outbox_lease
            WHERE application = ? AND strategy = ?
            ORDER BY shard
            """;

    static final String NODES = """
            SELECT owner, extract(epoch FROM until - CURRENT_TIMESTAMP) FROM outbox_node
            WHERE application = ? AND strategy = ?
            """;

    /** What the owner holds is free without a lease. Parameters: lane, owner. */
    static final String LEAVE = "DELETE FROM outbox_node WHERE application = ? AND strategy = ? AND owner = ?";

    private LeaseStatements() {}
}
