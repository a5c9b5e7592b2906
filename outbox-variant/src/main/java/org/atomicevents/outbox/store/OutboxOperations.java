package org.atomicevents.outbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.atomicevents.Event;
import org.atomicevents.jdbc.EntryTable;
import org.atomicevents.jdbc.EventColumns;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.ParkedEntry;
import org.atomicevents.operations.ParkedFilter;

/** {@link Operations} on the entries of one lane. Thread-safe. */
public final class OutboxOperations implements Operations {

    private final EntryTable entries;
    private final Aside aside;
    private final String application;
    private final String strategy;

    /** @param lane the owner of the entries */
    public OutboxOperations(ShortTransactions transactions, OutboxSql sql, Lane lane) {
        this.entries = new EntryTable("The outbox", lane.strategy(), transactions::call);
        this.aside = new Aside(transactions, sql, lane);
        this.application = lane.application();
        this.strategy = lane.strategy();
    }

    @Override
    public long pending() {
        return entries.count(
                "count pending entries", AsideStatements.COUNT_PENDING, application, strategy, application, strategy);
    }

    @Override
    public List<ParkedEntry> parked(ParkedFilter filter, int limit) {
        return entries.parked(AsideStatements.PARKED, filter, limit, application, strategy);
    }

    @Override
    public Optional<Event> inspect(String source, String eventId) {
        return entries.event(
                eventId,
                row -> EventColumns.read(row, 4),
                AsideStatements.SELECT_BY_EVENT_ID,
                application,
                strategy,
                source,
                eventId,
                application,
                strategy,
                source,
                eventId);
    }

    @Override
    public boolean replay(String source, String eventId) {
        return entries.call("replay entry " + eventId, connection -> aside.replay(connection, source, eventId));
    }

    @Override
    public boolean discard(String source, String eventId) {
        return entries.call("discard entry " + eventId, connection -> aside.discard(connection, source, eventId));
    }

    /** In one transaction, all of them or none. */
    @Override
    public int replay(ParkedFilter filter, int limit) {
        return filter.admits(strategy)
                ? entries.call("replay entries", connection -> aside.replay(connection, filter, limit))
                : 0;
    }

    /** In one transaction, all of them or none. */
    @Override
    public int discard(ParkedFilter filter, int limit) {
        return filter.admits(strategy)
                ? entries.call("discard entries", connection -> aside.discard(connection, filter, limit))
                : 0;
    }

    /**
     * The backlog now; three short queries.
     *
     * @throws IllegalStateException if the database cannot be asked
     */
    public Backlog backlog() {
        return entries.call(
                "count what waits",
                connection -> new Backlog(
                        EntryTable.number(
                                connection,
                                AsideStatements.COUNT_WAITING,
                                application,
                                strategy,
                                Backlog.COUNTED,
                                application,
                                strategy,
                                Backlog.COUNTED),
                        oldest(connection),
                        EntryTable.number(
                                connection, AsideStatements.COUNT_PARKED, application, strategy, Backlog.COUNTED)));
    }

    private Duration oldest(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(AsideStatements.SECONDS_WAITING)) {
            select.setString(1, application);
            select.setString(2, strategy);
            select.setString(3, application);
            select.setString(4, strategy);
            try (ResultSet rows = select.executeQuery()) {
                double seconds = rows.next() ? rows.getDouble(1) : 0;
                return Duration.ofMillis(Math.round(Math.max(0, seconds) * 1000));
            }
        }
    }
}
