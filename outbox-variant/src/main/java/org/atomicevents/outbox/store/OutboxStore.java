package org.atomicevents.outbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import javax.sql.DataSource;
import org.atomicevents.Event;
import org.atomicevents.jdbc.Schema;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.outbox.store.BatchStatus.EntryStatus;

/**
 * The entries of one lane in the outbox table: append in the caller's transaction, everything else in short transactions
 * of its own.
 *
 * <p>Thread-safe. Assumes READ COMMITTED, see {@link #claim}.
 */
public final class OutboxStore {

    private static final int LONGEST_ERROR = 1000;

    /** The epoch of entries that were inserted as claimed; the first claim of a relay is 1. */
    private static final long EPOCH_OF_INSERTED = 0;

    private final ShortTransactions transactions;
    private final Lane lane;
    private final String owner;
    private final OutboxSql sql;
    private final OutboxInsert insert;

    /**
     * @param lane the owner of the entries
     * @param owner the name of the claimer; unique per start of a relay, so that it does not settle for its predecessor
     * @param turnWait the longest wait of an append for another transaction about the same subject
     */
    public OutboxStore(ShortTransactions transactions, OutboxSql sql, Lane lane, String owner, Duration turnWait) {
        this.transactions = Objects.requireNonNull(transactions);
        this.sql = Objects.requireNonNull(sql);
        this.lane = Objects.requireNonNull(lane);
        this.owner = Objects.requireNonNull(owner);
        this.insert = new OutboxInsert(sql, lane, turnWait);
    }

    /**
     * Creates the tables that are not there; outside any transaction; several servers may do it at once. Tables of before there were
     * applications are extended, and the entries in them go to the first lane of their strategy that is installed.
     *
     * @param lane the one that is going to use the tables
     * @param destination the place that the lane's entries are sent to, in words that differ for different places
     * @return the destination of the first installation of this lane: if it is another one, entries would be sent to either
     */
    public static String install(DataSource database, OutboxSql sql, Lane lane, String destination)
            throws SQLException {
        Schema.applyIfWithout(database, "outbox", "application", OutboxStore.class, sql.upgrade());
        Schema.apply(database, OutboxStore.class, sql.tables());
        try (Connection connection = database.getConnection();
                PreparedStatement create = connection.prepareStatement(Statements.CREATE_RELAY);
                PreparedStatement adopt = connection.prepareStatement(Statements.ADOPT);
                PreparedStatement select = connection.prepareStatement(Statements.DESTINATION)) {
            create.setString(lane.bind(create, 1), destination);
            create.executeUpdate();
            lane.bind(adopt, 1);
            adopt.executeUpdate();
            lane.bind(select, 1);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** Whether the tables are there, in a form that knows applications; outside any transaction. */
    public static boolean isInstalled(DataSource database) throws SQLException {
        return Schema.has(database, "outbox", "application");
    }

    /**
     * Adds an entry on {@code connection}, in its transaction: it exists if that commits.
     *
     * @throws SQLException also if another transaction about the same subject does not end in time
     */
    public void append(Connection connection, Event event) throws SQLException {
        insert.append(connection, event);
    }

    /** As {@link #append}, and claims the entry for {@code lease} from now, under epoch 0; returns it. */
    public Entry appendClaimed(Connection connection, Event event, Duration lease) throws SQLException {
        return insert.appendClaimed(connection, event, owner, lease);
    }

    /** The claim under which {@link #appendClaimed} made {@code entries}. */
    public Claim claimOfAppended(List<Entry> entries) {
        return Claim.of(owner, EPOCH_OF_INSERTED, entries);
    }

    /**
     * The status of {@code batch}, entries that {@link #appendClaimed} made and whose transactions have committed.
     *
     * @param needed the time that a claim must still last to be of use
     */
    public BatchStatus status(List<Entry> batch, Duration needed) throws SQLException {
        return transactions.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(Statements.BATCH_STATUS)) {
                select.setString(1, owner);
                select.setLong(2, EPOCH_OF_INSERTED);
                select.setLong(3, needed.toMillis());
                select.setArray(4, seqs(connection, batch));
                select.setArray(lane.bind(select, 5), seqs(connection, batch));
                Map<Long, EntryStatus> bySeq = new HashMap<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        bySeq.put(rows.getLong(1), EntryStatus.of(rows.getBoolean(2), rows.getBoolean(3)));
                    }
                }
                return new BatchStatus(bySeq);
            }
        });
    }

    /**
     * Takes the oldest entries that may be sent now and holds them for {@code claimFor}.
     *
     * <p>One claimer of a lane at a time in the whole database; the second one gets nothing, without waiting. Per subject
     * either the oldest entries are in the claim, in order and without a gap, or none. Their data is at most {@link
     * Claim#LARGEST_BYTES}, or one entry's. Writes nothing if there is nothing to do. A row that is no event, such as a trigger's, is
     * parked with the reason; only its subject waits.
     * On PostgreSQL the commit is not forced to disk: a database that dies may forget the claim.
     */
    public Claim claim(int limit, Duration claimFor) throws SQLException {
        return transactions.call(connection -> {
            OptionalLong epoch = firstLong(connection, sql.lockClaiming(), lane, lane);
            if (epoch.isEmpty()) {
                boolean due = firstLong(connection, Statements.ANY_DUE, lane).isPresent();
                return due ? Claim.contended(owner) : Claim.nothing(owner);
            }
            Candidates candidates = candidates(connection, limit);
            quarantine(connection, candidates.unreadable());
            if (candidates.entries().isEmpty()) {
                return Claim.nothing(owner);
            }
            return held(connection, Claim.of(owner, epoch.getAsLong(), candidates.entries()), claimFor);
        });
    }

    /**
     * Deletes entries that are at the broker, whoever holds them now: what the broker has confirmed must not be sent again, even if
     * the claim has run out meanwhile. On PostgreSQL the commit is not forced to disk: after a crash of the database they may be
     * there again, and then they are sent again.
     *
     * @return the number of entries deleted; fewer than given if another relay has sent and deleted some
     */
    public int settle(List<Entry> delivered) throws SQLException {
        return transactions.call(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(sql.settle())) {
                delete.setArray(lane.bind(delete, 1), seqs(connection, delivered));
                return delete.executeUpdate();
            }
        });
    }

    /** Ends the claim on entries that were not sent; no attempt is counted. */
    public int release(Claim claim, List<Entry> untried) throws SQLException {
        return fenced(claim, untried, Statements.RELEASE, (update, next) -> next);
    }

    /** Counts an attempt; the entry, and its subject behind it, may be claimed again after {@code delay}. */
    public int retry(Claim claim, Entry refused, Duration delay, String error) throws SQLException {
        return fenced(claim, List.of(refused), Statements.RETRY_LATER, (update, next) -> {
            update.setString(next, shortened(error));
            update.setLong(next + 1, delay.toMillis());
            return next + 2;
        });
    }

    /** Counts an attempt and parks the entry until an operator decides; its subject waits behind it. */
    public int park(Claim claim, Entry refused, String error) throws SQLException {
        return fenced(claim, List.of(refused), Statements.PARK, (update, next) -> {
            update.setString(next, shortened(error));
            return next + 1;
        });
    }

    private Candidates candidates(Connection connection, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(Statements.CANDIDATES)) {
            int next = lane.bind(select, lane.bind(select, 1));
            select.setInt(next, limit);
            select.setLong(next + 1, Claim.LARGEST_BYTES);
            try (ResultSet rows = select.executeQuery()) {
                return Candidates.read(rows);
            }
        }
    }

    private void quarantine(Connection connection, Map<Long, String> unreadable) throws SQLException {
        for (Map.Entry<Long, String> row : unreadable.entrySet()) {
            try (PreparedStatement update = connection.prepareStatement(Statements.QUARANTINE)) {
                update.setString(1, owner);
                update.setString(2, shortened(row.getValue()));
                update.setLong(lane.bind(update, 3), row.getKey());
                update.executeUpdate();
            }
        }
    }

    private Claim held(Connection connection, Claim wanted, Duration claimFor) throws SQLException {
        int held;
        try (PreparedStatement hold = connection.prepareStatement(sql.hold())) {
            hold.setString(1, wanted.owner());
            hold.setLong(2, wanted.epoch());
            hold.setLong(3, claimFor.toMillis());
            hold.setArray(lane.bind(hold, 4), seqs(connection, wanted.entries()));
            held = hold.executeUpdate();
        }
        return held == wanted.entries().size() ? wanted : stillThere(connection, wanted);
    }

    /** A relay that outlived its claim may settle between our two statements; the entries it delivered must not be sent again. */
    private Claim stillThere(Connection connection, Claim wanted) throws SQLException {
        Set<Long> stillThere = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(Statements.HELD)) {
            fence(select, 1, connection, wanted, wanted.entries());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    stillThere.add(rows.getLong(1));
                }
            }
        }
        List<Entry> entries = wanted.entries().stream()
                .filter(entry -> stillThere.contains(entry.seq()))
                .toList();
        return Claim.of(wanted.owner(), wanted.epoch(), entries);
    }

    /** Binds the parameters that come before the fence; returns the index of the next one. */
    @FunctionalInterface
    private interface Before {
        int bind(PreparedStatement update, int next) throws SQLException;
    }

    private int fenced(Claim claim, List<Entry> entries, String statement, Before before) throws SQLException {
        return transactions.call(connection -> {
            try (PreparedStatement update = connection.prepareStatement(statement)) {
                fence(update, before.bind(update, 1), connection, claim, entries);
                return update.executeUpdate();
            }
        });
    }

    private void fence(PreparedStatement statement, int first, Connection connection, Claim claim, List<Entry> entries)
            throws SQLException {
        int next = lane.bind(statement, first);
        statement.setArray(next, seqs(connection, entries));
        statement.setString(next + 1, claim.owner());
        statement.setLong(next + 2, claim.epoch());
    }

    private static java.sql.Array seqs(Connection connection, List<Entry> entries) throws SQLException {
        return connection.createArrayOf(
                "bigint", entries.stream().map(Entry::seq).toArray(Long[]::new));
    }

    private static OptionalLong firstLong(Connection connection, String sql, Lane... lanes) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int next = 1;
            for (Lane lane : lanes) {
                next = lane.bind(select, next);
            }
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private static String shortened(String error) {
        return error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR);
    }
}
