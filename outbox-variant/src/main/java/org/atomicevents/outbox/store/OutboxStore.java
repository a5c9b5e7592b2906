package org.atomicevents.outbox.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.atomicevents.Event;
import org.atomicevents.jdbc.ShortTransactions;

/**
 * The entries of one lane in the outbox table: append in the caller's transaction, everything else outside of it. An entry is
 * inserted and deleted; in between only its own server may end its reservation early.
 *
 * <p>Thread-safe. Assumes READ COMMITTED.
 */
public final class OutboxStore {

    private final ShortTransactions transactions;
    private final Lane lane;
    private final String owner;
    private final OutboxSql sql;
    private final OutboxInsert insert;

    /**
     * @param lane the owner of the entries
     * @param owner the name of this server's part; unique per start, so that it does not work for its predecessor
     * @param turnWait the longest wait of an append for another transaction about the same subject
     */
    public OutboxStore(ShortTransactions transactions, OutboxSql sql, Lane lane, String owner, Duration turnWait) {
        this.transactions = Objects.requireNonNull(transactions);
        this.sql = Objects.requireNonNull(sql);
        this.lane = Objects.requireNonNull(lane);
        this.owner = Objects.requireNonNull(owner);
        this.insert = new OutboxInsert(sql, lane, turnWait);
    }

    /** What stands aside of the same lane. */
    public Aside aside() {
        return new Aside(transactions, sql, lane);
    }

    /**
     * The lane's shards, as the same owner asks for them.
     *
     * @param lease the time for which a renewal holds them
     */
    public LeaseStore leases(Duration lease) {
        return new LeaseStore(transactions, lane, owner, lease);
    }

    /**
     * Adds an entry on {@code connection}, in its transaction: it exists if that commits.
     *
     * @throws SQLException also if another transaction about the same subject does not end in time
     */
    public void append(Connection connection, Event event) throws SQLException {
        insert.append(connection, event);
    }

    /** As {@link #append}, and reserves the entry for this server: for {@code reservation} from now no relay sends it. */
    public Entry appendReserved(Connection connection, Event event, Duration reservation) throws SQLException {
        return insert.appendReserved(connection, event, owner, reservation);
    }

    /**
     * The status of {@code batch}, entries that {@link #appendReserved} made and whose transactions have committed. Reads no more of a
     * subject than the batch has, whatever waits.
     *
     * @param needed the time that a reservation must still last to be of use
     */
    public BatchStatus status(List<Entry> batch, Duration needed) throws SQLException {
        return transactions.alone(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql.byKeys(Statements.BATCH_STATUS))) {
                bindStatus(connection, select, batch, needed);
                Map<Long, Boolean> held = new HashMap<>();
                Map<String, Long> outsiders = new HashMap<>();
                try (ResultSet rows = sql.rows(select)) {
                    while (rows.next()) {
                        String subject = rows.getString(1);
                        long seq = rows.getLong(2);
                        boolean isSeq = !rows.wasNull();
                        boolean isHeld = rows.getBoolean(3);
                        if (subject == null && !rows.wasNull()) {
                            held.put(seq, isHeld);
                        } else if (subject != null && isSeq) {
                            outsiders.put(subject, seq);
                        }
                    }
                }
                return new BatchStatus(held, outsiders);
            }
        });
    }

    /**
     * The entries that may be sent now, of the reading's shards; outside any transaction, nothing is written. A row that is no event, such
     * as a trigger's, is in {@link Batch#unreadable}, and only its subject waits.
     */
    public Batch read(Reading reading) throws SQLException {
        return transactions.alone(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql.read())) {
                reading.bind(connection, select, 1, lane);
                try (ResultSet rows = sql.rows(select)) {
                    return Batch.read(rows, reading.limit());
                }
            }
        });
    }

    /**
     * Deletes entries that are at the broker, whoever holds their shards now: what the broker has confirmed must not be sent again. On
     * PostgreSQL the commit is not forced to disk: after a crash of the database they may be there again, and then they are sent
     * again.
     *
     * @return the number of entries deleted; fewer than given if another relay has sent and deleted some
     */
    public int settle(Collection<Entry> delivered) throws SQLException {
        if (delivered.isEmpty()) {
            return 0;
        }
        return transactions.alone(connection -> sql.settle(connection, lane, seqsByShard(delivered)));
    }

    /** As {@link #settle}, and then {@link #read}; on PostgreSQL both or neither are done, in one round trip. */
    public Settled settleAndRead(Collection<Entry> delivered, Reading next) throws SQLException {
        return transactions.alone(connection -> sql.settleAndRead(connection, lane, seqsByShard(delivered), next));
    }

    /** Ends the reservations of entries that were not sent, so that the relay may; no attempt is counted. */
    public int release(Collection<Entry> untried) throws SQLException {
        Map<Integer, List<Entry>> byShard = byShard(untried);
        return transactions.call(connection -> {
            try (PreparedStatement update = connection.prepareStatement(Statements.RELEASE)) {
                for (Map.Entry<Integer, List<Entry>> shard : byShard.entrySet()) {
                    int next = lane.bind(update, 1);
                    update.setInt(next, shard.getKey());
                    update.setArray(next + 1, seqs(connection, shard.getValue()));
                    update.setString(next + 2, owner);
                    update.addBatch();
                }
                return Arrays.stream(update.executeBatch()).sum();
            }
        });
    }

    private void bindStatus(Connection connection, PreparedStatement select, List<Entry> batch, Duration needed)
            throws SQLException {
        select.setLong(1, needed.toMillis());
        int next = lane.bind(select, 2);
        select.setArray(next, connection.createArrayOf("integer", shards(batch)));
        select.setArray(next + 1, seqs(connection, batch));
        next = lane.bind(select, lane.bind(select, next + 2));
        select.setArray(next, seqs(connection, batch));
        Map<String, Entry> subjects = batch.stream()
                .collect(Collectors.toMap(entry -> entry.place().subject(), entry -> entry, (one, same) -> one));
        List<Entry> distinct = List.copyOf(subjects.values());
        select.setArray(next + 1, connection.createArrayOf("integer", shards(distinct)));
        String[] names = distinct.stream().map(entry -> entry.place().subject()).toArray(String[]::new);
        select.setArray(next + 2, connection.createArrayOf("text", names));
    }

    private static Integer[] shards(List<Entry> entries) {
        return entries.stream().map(entry -> entry.place().shard()).toArray(Integer[]::new);
    }

    private static Map<Integer, Long[]> seqsByShard(Collection<Entry> entries) {
        Map<Integer, Long[]> byShard = new TreeMap<>();
        byShard(entries).forEach((shard, ofShard) -> byShard.put(shard, seqs(ofShard)));
        return byShard;
    }

    private static Map<Integer, List<Entry>> byShard(Collection<Entry> entries) {
        return entries.stream()
                .collect(Collectors.groupingBy(entry -> entry.place().shard(), TreeMap::new, Collectors.toList()));
    }

    private static Array seqs(Connection connection, List<Entry> entries) throws SQLException {
        return connection.createArrayOf("bigint", seqs(entries));
    }

    private static Long[] seqs(List<Entry> entries) {
        return entries.stream().map(Entry::seq).toArray(Long[]::new);
    }
}
