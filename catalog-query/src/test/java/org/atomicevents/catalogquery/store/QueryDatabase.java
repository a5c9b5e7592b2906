package org.atomicevents.catalogquery.store;

import java.math.BigDecimal;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.atomicevents.Event;
import org.atomicevents.eventsourcing.StoredEvent;
import org.atomicevents.eventsourcing.store.EventStore;
import org.atomicevents.jdbc.Schema;
import org.h2.jdbcx.JdbcDataSource;

/** H2 in PostgreSQL mode with the tables of the event store and of the query side, fresh for each test. */
final class QueryDatabase implements AutoCloseable {

    private final ProductView view = new ProductView();
    private final JdbcDataSource database = new JdbcDataSource();
    private final Connection keepsItOpen;

    QueryDatabase() throws SQLException {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
        keepsItOpen = database.getConnection();
        Schema.apply(database, EventStore.class, "/META-INF/atomicevents/event-store-h2.sql");
        ProductView.install(database);
    }

    DataSource source() {
        return database;
    }

    /** Makes {@code generation} the one that is read, as the event store does when it has caught up. */
    void goLive(long generation) throws SQLException {
        execute("UPDATE projection SET status = 'retired' WHERE status = 'live'");
        execute("INSERT INTO projection (name, generation, version, status, checkpoint) VALUES ('%s', %d, 1, 'live', 0)"
                .formatted(ProductView.NAME, generation));
    }

    void apply(long generation, StoredEvent event) throws SQLException {
        try (Connection connection = database.getConnection()) {
            view.apply(connection, generation, event);
        }
    }

    int forget(long generation, int limit) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return view.forget(connection, generation, limit);
        }
    }

    static StoredEvent created(String id, String name, String price) {
        return stored(
                "org.atomicevents.catalog.ProductCreated",
                id,
                1,
                "{\"productId\":\"%s\",\"name\":\"%s\",\"price\":%s,\"version\":1}".formatted(id, name, price));
    }

    static StoredEvent priceChanged(String id, long version, String price) {
        return stored(
                "org.atomicevents.catalog.ProductPriceChanged",
                id,
                version,
                "{\"productId\":\"%s\",\"price\":%s,\"version\":%d}".formatted(id, price, version));
    }

    static StoredEvent stored(String type, String id, long version, String data) {
        Event event = Event.json(UUID.randomUUID().toString(), URI.create("/catalog"), type, id, data);
        return new StoredEvent(version, id, version, event);
    }

    static Products.Product product(String id, String name, String price, long version) {
        return new Products.Product(id, name, new BigDecimal(price), version);
    }

    @Override
    public void close() throws SQLException {
        keepsItOpen.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = keepsItOpen.createStatement()) {
            statement.execute(sql);
        }
    }
}
