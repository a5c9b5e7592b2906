package org.atomicevents.outbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.atomicevents.Event;
import org.atomicevents.jdbc.EntryTable;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.ParkedEntry;

/** {@link Operations} on the entries of one strategy. Thread-safe. */
public final class OutboxOperations implements Operations {

    private final EntryTable entries;
    private final String strategy;

    /** @param strategy the owner of the entries */
    public OutboxOperations(ShortTransactions transactions, String strategy) {
        this.entries = new EntryTable("The outbox", strategy, transactions::call);
        this.strategy = Objects.requireNonNull(strategy);
    }

    @Override
    public long pending() {
        return entries.count("count pending entries", Statements.COUNT_PENDING, strategy);
    }

    @Override
    public List<ParkedEntry> parked(int limit) {
        return entries.parked(Statements.LIST_PARKED, strategy, limit);
    }

    @Override
    public Optional<Event> inspect(String source, String eventId) {
        return entries.event(
                eventId, row -> Entry.read(row).event(), Statements.SELECT_BY_EVENT_ID, strategy, source, eventId);
    }

    @Override
    public boolean replay(String source, String eventId) {
        return entries.change("replay entry " + eventId, Statements.REPLAY, strategy, source, eventId);
    }

    @Override
    public boolean discard(String source, String eventId) {
        return entries.change("discard entry " + eventId, Statements.DISCARD, strategy, source, eventId);
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
                        EntryTable.number(connection, Statements.COUNT_WAITING, strategy, Backlog.COUNTED),
                        oldest(connection),
                        EntryTable.number(connection, Statements.COUNT_PARKED, strategy, Backlog.COUNTED)));
    }

    private Duration oldest(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(Statements.SECONDS_WAITING)) {
            select.setString(1, strategy);
            try (ResultSet rows = select.executeQuery()) {
                double seconds = rows.next() ? rows.getDouble(1) : 0;
                return Duration.ofMillis(Math.round(Math.max(0, seconds) * 1000));
            }
        }
    }
}
