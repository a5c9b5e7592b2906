package org.atomicevents.outbox.store;

import org.atomicevents.jdbc.EventColumns;

/**
 * The SQL of the entries that all databases share; the rest is {@link OutboxSql}. Times are the database's. Every statement is about
 * the entries of one {@link Lane}, whose application and strategy are its first parameters where nothing else is said.
 */
final class Statements {

    static final String VALUES = EventColumns.NAMES;

    static final String RESERVED_VALUES = VALUES + ", reserved_by, reserved_until";

    /** A parameter in milliseconds as an interval. */
    static final String MILLISECONDS = "INTERVAL '0.001' SECOND * CAST(? AS double precision)";

    static final String CREATE_RELAY =
            "INSERT INTO outbox_relay (application, strategy, destination) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

    /** The third parameter is the array of all shards. */
    static final String CREATE_LEASES = """
            INSERT INTO outbox_lease (application, strategy, shard)
            SELECT CAST(? AS varchar), CAST(? AS varchar), every.shard FROM unnest(?) AS every (shard)
            ON CONFLICT DO NOTHING
            """;

    static final String DESTINATION = "SELECT destination FROM outbox_relay " + Lane.IS;

    /** Gives the entries of before there were applications to the first one that uses the table. */
    static final String ADOPT = "UPDATE outbox SET application = ? WHERE application = '' AND strategy = ?";

    static final String ADOPT_ASIDE = "UPDATE outbox_aside SET application = ? WHERE application = '' AND strategy = ?";

    private static final String LEFT = """
            SELECT count(*), extract(epoch FROM CURRENT_TIMESTAMP - min(time))
            FROM (SELECT time FROM outbox WHERE %s AND strategy = ? LIMIT ?) AS waiting
            """;

    /** Entries in a table of before there were shards. Parameters: lane, limit. */
    static final String LEFT_BEFORE_SHARDS = LEFT.formatted("application IN (?, '')");

    /** Entries in a table of before there were applications. Parameters: lane, limit. */
    static final String LEFT_BEFORE_APPLICATIONS = LEFT.formatted("CAST(? AS varchar) IS NOT NULL");

    /** Served by the primary key. Parameters: application, strategy, shard, array of seq. */
    static final String OF_SHARD = "WHERE application = ? AND strategy = ? AND shard = ? AND seq = ANY (?)";

    /** Ends a reservation; the entry stays in outbox_reserved. Parameters: those of {@link #OF_SHARD}, owner. */
    static final String RELEASE =
            "UPDATE outbox SET reserved_until = CURRENT_TIMESTAMP " + OF_SHARD + " AND reserved_by = ?";

    /**
     * Two kinds of rows: for each entry of a batch, whether its reservation holds for long enough, NULL if it is gone; and for each subject
     * of the batch, once, the oldest entry that is not in the batch, 0 if the subject stands aside. Served by the primary keys and,
     * for older entries, by outbox_reserved, whose predicate it repeats: it reads no more of a subject than the batch has, and one.
     * Parameters: milliseconds, lane, arrays of shard and seq of the batch, lane, lane, the array of seq, arrays of shard and
     * subject.
     */
    static final String BATCH_STATUS = """
            SELECT CAST(NULL AS varchar) AS subject, batch.seq,
              (SELECT coalesce(mine.reserved_until > CURRENT_TIMESTAMP + %s, FALSE)
               FROM outbox AS mine
               WHERE mine.application = ? AND mine.strategy = ? AND mine.shard = batch.shard AND mine.seq = batch.seq
               LIMIT 1) AS held
            FROM unnest(?, ?) AS batch (shard, seq)
            UNION ALL
            SELECT about.subject,
              coalesce(
                (SELECT 0 FROM outbox_aside AS aside
                 WHERE aside.application = ? AND aside.strategy = ? AND aside.shard = about.shard
                   AND aside.subject = about.subject
                 LIMIT 1),
                (SELECT other.seq FROM outbox AS other
                 WHERE other.application = ? AND other.strategy = ? AND other.shard = about.shard
                   AND other.subject = about.subject AND other.reserved_until IS NOT NULL
                   AND NOT (other.seq = ANY (?))
                 ORDER BY other.seq
                 LIMIT 1)),
              FALSE
            FROM unnest(?, ?) AS about (shard, subject)
            """.formatted(MILLISECONDS);

    private Statements() {}
}
