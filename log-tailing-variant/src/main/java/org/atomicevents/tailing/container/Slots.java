package org.atomicevents.tailing.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.atomicevents.container.ServerResources;
import org.atomicevents.spi.Refused;
import org.atomicevents.tailing.engine.DatabaseAddress;
import org.atomicevents.tailing.store.Lease;
import org.atomicevents.tailing.store.LogRow;
import org.atomicevents.tailing.store.Requirements;
import org.atomicevents.tailing.store.Slot;

/** The slots of this deployment, and the account that reads them. Thread-safe. */
@ApplicationScoped
public class Slots {

    static final String ROWS = "outbox-log-tailing";
    static final String MESSAGES = "wal-message";

    private static final int LONGEST_DATABASE_NAME = 20;

    @Inject
    ServerResources server;

    /** The requirement that the database does not meet. */
    Optional<Refused> missing(TailingSettings.Reader reader) throws SQLException {
        DatabaseAddress address = address(reader);
        return Requirements.missing(server.dataSource(), address.dataSource(), address.user());
    }

    /** The slot of a strategy. Its name contains the database's, because it has to be unique in the whole database server. */
    Slot slot(TailingSettings settings, String strategy) throws SQLException {
        String database;
        try (Connection connection = server.dataSource().getConnection()) {
            database = connection.getCatalog().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        }
        String name = String.join(
                "_",
                settings.slotPrefix(),
                database.substring(0, Math.min(database.length(), LONGEST_DATABASE_NAME)),
                strategy.replace('-', '_'));
        String table = strategy.equals(ROWS) ? LogRow.TABLE : null;
        return new Slot(
                new Slot.Names(strategy, name, table),
                server.dataSource(),
                address(settings.reader()).dataSource());
    }

    Lease lease(TailingSettings.Reader reader, String strategy) {
        return new Lease(strategy, server.dataSource(), address(reader).dataSource());
    }

    /** The address for the reader; values that are not configured are taken from the data source. */
    DatabaseAddress address(TailingSettings.Reader reader) {
        try (Connection connection = server.dataSource().getConnection()) {
            String url = reader.url().isEmpty() ? connection.getMetaData().getURL() : reader.url();
            String user = reader.user().isEmpty() ? connection.getMetaData().getUserName() : reader.user();
            return new DatabaseAddress(url, user, reader.password());
        } catch (SQLException e) {
            throw new IllegalStateException("The data source does not say where its database is: " + e.getMessage(), e);
        }
    }
}
