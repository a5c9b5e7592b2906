package org.atomicevents.outbox.store;

/** The SQL of {@link Adoption}, the same for all databases. */
final class AdoptionStatements {

    /** Served by the primary keys. Parameters: lane, lane. */
    static final String ANY_ENTRY = """
            SELECT 1 FROM outbox WHERE application = ? AND strategy = ?
            UNION ALL
            SELECT 1 FROM outbox_aside WHERE application = ? AND strategy = ?
            LIMIT 1
            """;

    /** Nobody takes shards of either lane meanwhile. Parameters: application, both strategies. */
    static final String LOCK_RELAYS = """
            SELECT destination FROM outbox_relay
            WHERE application = ? AND strategy IN (?, ?)
            ORDER BY strategy
            FOR UPDATE
            """;

    /** Nobody changes what stands aside in either lane meanwhile, relay or operator. Parameters: application, both strategies. */
    static final String LOCK_LEASES = """
            SELECT shard FROM outbox_lease
            WHERE application = ? AND strategy IN (?, ?)
            ORDER BY strategy, shard
            FOR UPDATE
            """;

    /** Parameters: lane. */
    static final String LIVING = "SELECT 1 FROM outbox_node WHERE application = ? AND strategy = ?";

    /** A relay that sleeps and does not know that its lease has ended changes nothing any more. Parameters: lane. */
    static final String FENCE =
            "UPDATE outbox_lease SET owner = NULL, epoch = epoch + 1 WHERE application = ? AND strategy = ?";

    /** Parameters: the heir's strategy, the orphan's lane. */
    static final String ADOPT_ASIDE = "UPDATE outbox_aside SET strategy = ? WHERE application = ? AND strategy = ?";

    /** Of the orphan's entries, those whose subject stands aside in the heir's lane. */
    private static final String FOLLOWS = """
            WHERE application = ? AND strategy = ? AND EXISTS (
              SELECT 1 FROM outbox_aside AS aside
              WHERE aside.application = entry.application AND aside.strategy = ?
                AND aside.shard = entry.shard AND aside.subject = entry.subject)
            """;

    /** Parameters: the heir's strategy, the orphan's lane, the heir's strategy. */
    static final String COPY_FOLLOWERS = """
            INSERT INTO outbox_aside (application, strategy, shard, seq, %1$s, appended_at)
            SELECT application, CAST(? AS varchar), shard, seq, %1$s, appended_at FROM outbox AS entry %2$s
            """.formatted(Statements.VALUES, FOLLOWS);

    /** Parameters: the orphan's lane, the heir's strategy. */
    static final String DELETE_FOLLOWERS = "DELETE FROM outbox AS entry " + FOLLOWS;

    /** With a reservation that is over: the heir may be one whose hand-off sees only what was ever reserved. Parameters: as for the other. */
    static final String ADOPT = """
            UPDATE outbox SET strategy = ?, reserved_until = coalesce(reserved_until, CURRENT_TIMESTAMP)
            WHERE application = ? AND strategy = ?
            """;

    private static final String EARLIER = """
            EXISTS (
              SELECT 1 FROM outbox_aside AS earlier
              WHERE earlier.application = entry.application AND earlier.strategy = entry.strategy
                AND earlier.shard = entry.shard AND earlier.subject = entry.subject AND earlier.seq < entry.seq)
            """;

    /** Two lines of one subject are one line now: only its first has a next attempt. Parameters: the heir's lane. */
    static final String DEMOTE = """
            UPDATE outbox_aside AS entry SET next_attempt_at = NULL
            WHERE application = ? AND strategy = ? AND next_attempt_at IS NOT NULL AND
            """ + EARLIER;

    /** Parameters: the heir's lane. */
    static final String PROMOTE = """
            UPDATE outbox_aside AS entry SET next_attempt_at = CURRENT_TIMESTAMP
            WHERE application = ? AND strategy = ? AND next_attempt_at IS NULL AND parked_at IS NULL AND NOT
            """ + EARLIER;

    private AdoptionStatements() {}
}
