package org.atomicevents.catalogquery.store;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.atomicevents.eventsourcing.Projection;
import org.atomicevents.eventsourcing.StoredEvent;
import org.atomicevents.jdbc.Schema;

/** The projection of the present state of the products, one row each. */
public final class ProductView implements Projection {

    public static final String NAME = "products";

    private static final String CREATED = "org.atomicevents.catalog.ProductCreated";
    private static final String PRICE_CHANGED = "org.atomicevents.catalog.ProductPriceChanged";

    private static final String INSERT =
            "INSERT INTO product_view (generation, id, name, price, version) VALUES (?, ?, ?, ?, ?)";

    /** Served by the primary key, like the next. */
    private static final String UPDATE =
            "UPDATE product_view SET price = ?, version = ? WHERE generation = ? AND id = ?";

    private static final String FORGET = """
            DELETE FROM product_view WHERE generation = ? AND id IN (
                SELECT id FROM product_view WHERE generation = ? ORDER BY id LIMIT ?)
            """;

    /** Creates the table if it is not there; outside any transaction. */
    public static void install(DataSource database) throws SQLException {
        Schema.apply(database, ProductView.class, "/META-INF/product-view.sql");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void apply(Connection connection, long generation, StoredEvent stored) throws SQLException {
        switch (stored.event().type()) {
            case CREATED -> created(connection, generation, stored);
            case PRICE_CHANGED -> priceChanged(connection, generation, stored);
            default -> {
                // Another application's event, or one without effect on a row.
            }
        }
    }

    @Override
    public int forget(Connection connection, long generation, int limit) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
            delete.setLong(1, generation);
            delete.setLong(2, generation);
            delete.setInt(3, limit);
            return delete.executeUpdate();
        }
    }

    private static void created(Connection connection, long generation, StoredEvent stored) throws SQLException {
        JsonObject data = data(stored);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, generation);
            insert.setString(2, stored.event().subject());
            insert.setString(3, data.getString("name"));
            insert.setBigDecimal(4, price(data));
            insert.setLong(5, stored.version());
            insert.executeUpdate();
        }
    }

    private static void priceChanged(Connection connection, long generation, StoredEvent stored) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            update.setBigDecimal(1, price(data(stored)));
            update.setLong(2, stored.version());
            update.setLong(3, generation);
            update.setString(4, stored.event().subject());
            if (update.executeUpdate() != 1) {
                throw new IllegalStateException("Product '" + stored.event().subject()
                        + "' changed its price before it was created: its stream does not begin with " + CREATED);
            }
        }
    }

    private static BigDecimal price(JsonObject data) {
        return data.getJsonNumber("price").bigDecimalValue();
    }

    private static JsonObject data(StoredEvent stored) {
        try (JsonReader reader =
                Json.createReader(new ByteArrayInputStream(stored.event().data()))) {
            return reader.readObject();
        }
    }
}
