package org.atomicevents.outbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atomicevents.jdbc.ParkedQuery;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.operations.ParkedFilter;

/**
 * The subjects of one lane that stand aside: each with a first entry that is put off or parked, and those behind it, in order. Their
 * later entries follow them, so nothing in the outbox itself has to be skipped by every pass. The first one that is put off has the
 * time of its next attempt; the others have none. Every change locks the rows of its shards' leases first, so that a relay and an operator
 * take turns. Thread-safe.
 */
public final class Aside {

    private static final int LONGEST_ERROR = 1000;

    private final ShortTransactions transactions;
    private final OutboxSql sql;
    private final Lane lane;

    Aside(ShortTransactions transactions, OutboxSql sql, Lane lane) {
        this.transactions = Objects.requireNonNull(transactions);
        this.sql = Objects.requireNonNull(sql);
        this.lane = Objects.requireNonNull(lane);
    }

    /** The entries whose time has come, each with what waits behind it, of the shards that {@code mine} holds; nothing is written. */
    public Batch due(Shards mine, int limit) throws SQLException {
        return transactions.alone(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql.due())) {
                int next = lane.bind(select, 1);
                select.setArray(next, connection.createArrayOf("integer", mine.beginningAt(0)));
                select.setInt(next + 1, limit);
                select.setInt(next + 2, limit);
                select.setInt(next + 3, limit);
                select.setLong(next + 4, Batch.LARGEST_BYTES);
                try (ResultSet rows = sql.rows(select)) {
                    return Batch.read(rows, limit);
                }
            }
        });
    }

    /**
     * Applies {@code change}, all of it or nothing; the commit is forced to disk. What has arrived is deleted whoever holds its shard now; the
     * rest only where {@code mine} still does.
     */
    public void change(Shards mine, AsideChange change) throws SQLException {
        Set<Integer> shards = Stream.of(
                        change.moved().stream(),
                        change.refusals().stream().map(AsideChange.Refusal::place),
                        change.arrived().stream())
                .flatMap(places -> places.map(Place::shard))
                .collect(Collectors.toCollection(TreeSet::new));
        transactions.call(connection -> {
            Set<Integer> held = lock(connection, mine, shards);
            delete(connection, change.arrived());
            List<Place> moved = change.moved().stream()
                    .filter(place -> held.contains(place.shard()))
                    .toList();
            move(connection, AsideStatements.COPY, moved);
            move(connection, AsideStatements.DELETE_COPIED, moved);
            for (AsideChange.Refusal refusal : change.refusals()) {
                if (held.contains(refusal.place().shard())) {
                    refuse(connection, refusal);
                }
            }
            Set<Place> lines = new HashSet<>();
            Stream.concat(change.arrived().stream(), moved.stream())
                    .forEach(place -> lines.add(new Place(place.shard(), place.subject(), 0)));
            promote(connection, lines);
            return null;
        });
    }

    /** Tries a parked entry again, from its first attempt on; false if none is parked under this name. */
    boolean replay(Connection connection, String source, String eventId) throws SQLException {
        return decide(connection, AsideStatements.REPLAY, source, eventId);
    }

    /** Deletes a parked entry; false if none is parked under this name. */
    boolean discard(Connection connection, String source, String eventId) throws SQLException {
        return decide(connection, AsideStatements.DISCARD, source, eventId);
    }

    /** Replays the oldest {@code limit} parked entries that match; returns their number. */
    int replay(Connection connection, ParkedFilter filter, int limit) throws SQLException {
        return decide(connection, AsideStatements.REPLAY, parked(connection, filter, limit));
    }

    /** Deletes the oldest {@code limit} parked entries that match; returns their number. */
    int discard(Connection connection, ParkedFilter filter, int limit) throws SQLException {
        return decide(connection, AsideStatements.DISCARD, parked(connection, filter, limit));
    }

    private boolean decide(Connection connection, String statement, String source, String eventId) throws SQLException {
        return decide(connection, statement, parked(connection, source, eventId)) > 0;
    }

    private int decide(Connection connection, String statement, List<Place> parked) throws SQLException {
        lock(connection, Shards.none(""), shards(parked));
        int decided;
        try (PreparedStatement update = connection.prepareStatement(statement)) {
            for (Place place : parked) {
                bind(update, 1, place);
                update.addBatch();
            }
            decided = IntStream.of(update.executeBatch()).sum();
        }
        promote(connection, parked);
        return decided;
    }

    private List<Place> parked(Connection connection, String source, String eventId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(AsideStatements.FIND_PARKED)) {
            int next = lane.bind(select, 1);
            select.setString(next, source);
            select.setString(next + 1, eventId);
            return places(select);
        }
    }

    private List<Place> parked(Connection connection, ParkedFilter filter, int limit) throws SQLException {
        ParkedQuery query = ParkedQuery.of(AsideStatements.PARKED, filter, limit, lane.application(), lane.strategy());
        try (PreparedStatement select = query.prepared(connection)) {
            return places(select);
        }
    }

    private static List<Place> places(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            List<Place> places = new ArrayList<>();
            while (row.next()) {
                places.add(new Place(row.getInt("shard"), row.getString("subject"), row.getLong("place")));
            }
            return places;
        }
    }

    private static Set<Integer> shards(Collection<Place> places) {
        return places.stream().map(Place::shard).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns those of {@code shards} that {@code mine} holds. */
    private Set<Integer> lock(Connection connection, Shards mine, Set<Integer> shards) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql.byKeys(AsideStatements.LOCK))) {
            int next = lane.bind(select, 1);
            select.setArray(next, connection.createArrayOf("integer", shards.toArray(Integer[]::new)));
            Map<Integer, Shards.Held> rows = new HashMap<>();
            try (ResultSet row = sql.rows(select)) {
                while (row.next()) {
                    rows.put(row.getInt(1), new Shards.Held(row.getString(2), row.getLong(3)));
                }
            }
            return rows.entrySet().stream()
                    .filter(mine::isStillHeld)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }
    }

    private void move(Connection connection, String statement, Collection<Place> places) throws SQLException {
        Map<Integer, List<Place>> byShard =
                places.stream().collect(Collectors.groupingBy(Place::shard, TreeMap::new, Collectors.toList()));
        for (Map.Entry<Integer, List<Place>> shard : byShard.entrySet()) {
            try (PreparedStatement update = connection.prepareStatement(statement)) {
                int next = lane.bind(update, 1);
                update.setInt(next, shard.getKey());
                Long[] seqs = shard.getValue().stream().map(Place::seq).toArray(Long[]::new);
                update.setArray(next + 1, connection.createArrayOf("bigint", seqs));
                update.executeUpdate();
            }
        }
    }

    private void delete(Connection connection, List<Place> arrived) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(AsideStatements.DELETE)) {
            for (Place place : arrived) {
                bind(delete, 1, place);
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    private void refuse(Connection connection, AsideChange.Refusal refusal) throws SQLException {
        boolean parks = refusal.delay().isEmpty();
        try (PreparedStatement update =
                connection.prepareStatement(parks ? AsideStatements.PARK : AsideStatements.PUT_OFF)) {
            if (parks) {
                update.setInt(1, refusal.attempt() ? 1 : 0);
                update.setString(2, shortened(refusal.reason()));
            } else {
                update.setString(1, shortened(refusal.reason()));
                update.setLong(2, refusal.delay().orElseThrow().toMillis());
            }
            bind(update, 3, refusal.place());
            update.executeUpdate();
        }
    }

    private void promote(Connection connection, Collection<Place> lines) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(AsideStatements.PROMOTE)) {
            for (Place line : lines) {
                int next = lane.bind(update, 1);
                update.setInt(next, line.shard());
                update.setString(next + 1, line.subject());
                next = lane.bind(update, next + 2);
                update.setInt(next, line.shard());
                update.setString(next + 1, line.subject());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private void bind(PreparedStatement statement, int first, Place place) throws SQLException {
        int next = lane.bind(statement, first);
        statement.setInt(next, place.shard());
        statement.setString(next + 1, place.subject());
        statement.setLong(next + 2, place.seq());
    }

    private static String shortened(String error) {
        return error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR);
    }
}
