package org.atomicevents.catalogquery.store;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/** Reads the generation of {@link ProductView} that is live when the statement begins. Thread-safe. */
public final class Products {

    private static final String LIVE =
            "(SELECT generation FROM projection WHERE name = '" + ProductView.NAME + "' AND status = 'live')";

    /** Served by the primary key, like the next. */
    private static final String ONE =
            "SELECT id, name, price, version FROM product_view WHERE generation = " + LIVE + " AND id = ?";

    private static final String PAGE = "SELECT id, name, price, version FROM product_view WHERE generation = " + LIVE
            + " AND id > ? ORDER BY id LIMIT ?";

    private final DataSource database;

    public Products(DataSource database) {
        this.database = Objects.requireNonNull(database);
    }

    /** A product as far as the projection has come. */
    public record Product(String id, String name, BigDecimal price, long version) {}

    public Optional<Product> find(String id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(ONE)) {
            select.setString(1, id);
            return all(select).stream().findFirst();
        }
    }

    /** At most {@code limit} products whose id comes after {@code after}, by id. */
    public List<Product> after(String after, int limit) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(PAGE)) {
            select.setString(1, after);
            select.setInt(2, limit);
            return all(select);
        }
    }

    private static List<Product> all(PreparedStatement select) throws SQLException {
        List<Product> products = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                products.add(new Product(rows.getString(1), rows.getString(2), rows.getBigDecimal(3), rows.getLong(4)));
            }
        }
        return products;
    }
}
