package org.atomicevents.outbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.atomicevents.jdbc.ShortTransactions;

/**
 * The leases of one lane's shards, for one relay. A relay has one lease, which it renews, and holds shards as long as it lasts: nobody takes
 * a shard whose owner's lease has not ended, by the database's clock. All in short transactions, forced to disk. Thread-safe.
 */
public final class LeaseStore {

    private final ShortTransactions transactions;
    private final Lane lane;
    private final String owner;
    private final Duration lease;

    /** See {@link OutboxStore#leases}. */
    LeaseStore(ShortTransactions transactions, Lane lane, String owner, Duration lease) {
        this.transactions = Objects.requireNonNull(transactions);
        this.lane = Objects.requireNonNull(lane);
        this.owner = Objects.requireNonNull(owner);
        this.lease = Objects.requireNonNull(lease);
    }

    public String owner() {
        return owner;
    }

    public Duration lease() {
        return lease;
    }

    /** Begins this relay's lease, or makes it last for its full time from now on. It keeps the shards that nobody took meanwhile. */
    public Standing renew() throws SQLException {
        return transactions.call(connection -> {
            if (renew(connection) == 0) {
                register(connection);
            }
            return standing(connection);
        });
    }

    /** Takes up to {@code most} shards that nobody holds; none if another relay is taking at this moment. */
    public Standing take(int most) throws SQLException {
        return transactions.call(connection -> {
            if (isAlone(connection)) {
                update(connection, LeaseStatements.DELETE_EXPIRED);
                List<Integer> free = free(connection, most);
                try (PreparedStatement update = connection.prepareStatement(LeaseStatements.TAKE)) {
                    update.setString(1, owner);
                    int next = lane.bind(update, 2);
                    update.setArray(next, connection.createArrayOf("integer", free.toArray(Integer[]::new)));
                    update.executeUpdate();
                }
            }
            return standing(connection);
        });
    }

    /** Gives shards back, for others to take at once; must not be called while a pass about them is under way. */
    public void give(List<Integer> shards) throws SQLException {
        transactions.call(connection -> {
            try (PreparedStatement update = connection.prepareStatement(LeaseStatements.GIVE)) {
                int next = lane.bind(update, 1);
                update.setString(next, owner);
                update.setArray(next + 1, connection.createArrayOf("integer", shards.toArray(Integer[]::new)));
                return update.executeUpdate();
            }
        });
    }

    /** Ends this relay's lease and gives everything back, as {@link #give}. */
    public void leave() throws SQLException {
        transactions.call(connection -> update(connection, LeaseStatements.LEAVE, owner));
    }

    private int renew(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(LeaseStatements.RENEW)) {
            update.setLong(1, lease.toMillis());
            update.setString(lane.bind(update, 2), owner);
            return update.executeUpdate();
        }
    }

    private void register(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(LeaseStatements.REGISTER)) {
            int next = lane.bind(insert, 1);
            insert.setString(next, owner);
            insert.setLong(next + 1, lease.toMillis());
            insert.executeUpdate();
        }
    }

    private boolean isAlone(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LeaseStatements.LOCK_TAKING)) {
            lane.bind(select, 1);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private List<Integer> free(Connection connection, int most) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LeaseStatements.LOCK_FREE)) {
            select.setInt(lane.bind(select, 1), most);
            List<Integer> free = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    free.add(rows.getInt(1));
                }
            }
            return free;
        }
    }

    private Standing standing(Connection connection) throws SQLException {
        SortedMap<Integer, Shards.Held> leases = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(LeaseStatements.LEASES)) {
            lane.bind(select, 1);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    leases.put(rows.getInt(1), new Shards.Held(rows.getString(2), rows.getLong(3)));
                }
            }
        }
        Map<String, Duration> nodes = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(LeaseStatements.NODES)) {
            lane.bind(select, 1);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    nodes.put(rows.getString(1), Duration.ofMillis(Math.round(rows.getDouble(2) * 1000)));
                }
            }
        }
        return new Standing(owner, leases, nodes);
    }

    private int update(Connection connection, String sql, String... others) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            int next = lane.bind(update, 1);
            for (String other : others) {
                update.setString(next++, other);
            }
            return update.executeUpdate();
        }
    }
}
