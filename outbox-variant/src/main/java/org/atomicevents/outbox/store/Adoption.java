package org.atomicevents.outbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.atomicevents.jdbc.ShortTransactions;

/**
 * Makes the entries that nobody serves any more another lane's, the heir's: those of the same application that an earlier deployment wrote
 * under another strategy. They keep their {@code seq}, so each stays before whatever is published after it; what is put off or parked
 * stays so. Thread-safe.
 */
public final class Adoption {

    private final ShortTransactions transactions;
    private final OutboxSql sql;
    private final Lane heir;
    private final List<String> orphans;

    /**
     * @param heir whose entries they become
     * @param orphans the strategies that the deployment does not offer
     */
    public Adoption(ShortTransactions transactions, OutboxSql sql, Lane heir, List<String> orphans) {
        this.transactions = Objects.requireNonNull(transactions);
        this.sql = Objects.requireNonNull(sql);
        this.heir = Objects.requireNonNull(heir);
        this.orphans = List.copyOf(orphans);
    }

    /** Whether there is no strategy that could be adopted from. */
    public boolean isPointless() {
        return orphans.isEmpty();
    }

    /**
     * Adopts what waits now, each strategy in a transaction of its own; must be called outside any transaction. Nothing is adopted from a
     * strategy whose relay lives, in a server that still offers it, or that sends to another destination.
     *
     * @return the number of entries adopted, by strategy; without those of which there was none
     */
    public SortedMap<String, Integer> adopt() throws SQLException {
        SortedMap<String, Integer> adopted = new TreeMap<>();
        for (String strategy : orphans) {
            Lane orphan = new Lane(heir.application(), strategy);
            int entries = hasEntries(orphan) ? transactions.call(connection -> adopt(connection, orphan)) : 0;
            if (entries > 0) {
                adopted.put(strategy, entries);
            }
        }
        return adopted;
    }

    private boolean hasEntries(Lane orphan) throws SQLException {
        return transactions.alone(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql.byKeys(AdoptionStatements.ANY_ENTRY))) {
                orphan.bind(select, orphan.bind(select, 1));
                try (ResultSet row = sql.rows(select)) {
                    return row.next();
                }
            }
        });
    }

    private int adopt(Connection connection, Lane orphan) throws SQLException {
        boolean isOnePlace =
                bothLanes(connection, AdoptionStatements.LOCK_RELAYS, orphan).size() == 1;
        update(connection, LeaseStatements.DELETE_EXPIRED, orphan);
        if (!isOnePlace || isServed(connection, orphan)) {
            return 0;
        }
        bothLanes(connection, AdoptionStatements.LOCK_LEASES, orphan);
        update(connection, AdoptionStatements.FENCE, orphan);
        int aside = move(connection, AdoptionStatements.ADOPT_ASIDE, orphan);
        int followers = follow(connection, orphan);
        int entries = move(connection, AdoptionStatements.ADOPT, orphan);
        if (aside + followers > 0) {
            update(connection, AdoptionStatements.DEMOTE, heir);
            update(connection, AdoptionStatements.PROMOTE, heir);
        }
        return aside + followers + entries;
    }

    /** Locks rows of both lanes, in the same order whoever adopts from whom; returns their different values. */
    private Set<String> bothLanes(Connection connection, String lock, Lane orphan) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(lock)) {
            int next = heir.bind(select, 1);
            select.setString(next, orphan.strategy());
            Set<String> values = new HashSet<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return values;
        }
    }

    private static boolean isServed(Connection connection, Lane orphan) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(AdoptionStatements.LIVING)) {
            orphan.bind(select, 1);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private int follow(Connection connection, Lane orphan) throws SQLException {
        try (PreparedStatement copy = connection.prepareStatement(AdoptionStatements.COPY_FOLLOWERS);
                PreparedStatement delete = connection.prepareStatement(AdoptionStatements.DELETE_FOLLOWERS)) {
            copy.setString(1, heir.strategy());
            copy.setString(orphan.bind(copy, 2), heir.strategy());
            delete.setString(orphan.bind(delete, 1), heir.strategy());
            copy.executeUpdate();
            return delete.executeUpdate();
        }
    }

    private int move(Connection connection, String statement, Lane orphan) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(statement)) {
            update.setString(1, heir.strategy());
            orphan.bind(update, 2);
            return update.executeUpdate();
        }
    }

    private static void update(Connection connection, String statement, Lane lane) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(statement)) {
            lane.bind(update, 1);
            update.executeUpdate();
        }
    }
}
