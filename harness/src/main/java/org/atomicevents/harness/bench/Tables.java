package org.atomicevents.harness.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.xa.PGXADataSource;

/**
 * The database as the benchmarks see it: the tables of the application, in a schema of their own so that a deployed
 * application on the same server is left alone.
 */
final class Tables {

    /** The same two statements in every benchmark that has a business transaction; the catalog's, as Hibernate sends them. */
    static final String CHANGE_PRICE = """
            UPDATE product SET price = ?, version = ?
            WHERE id = ? AND version = ?
            """;

    static final String RECORD_CHANGE = """
            INSERT INTO ledger (command_id, product_id, version, strategy, recorded_at)
            VALUES (?, ?, ?, ?, ?)
            """;

    private static final String DEFINE = """
            DROP SCHEMA IF EXISTS bench CASCADE;
            CREATE SCHEMA bench;
            CREATE TABLE bench.product (
                id varchar(100) PRIMARY KEY,
                name varchar(200) NOT NULL,
                price numeric(19, 2) NOT NULL,
                version bigint NOT NULL);
            CREATE TABLE bench.ledger (
                command_id varchar(36) PRIMARY KEY,
                product_id varchar(100) NOT NULL,
                version bigint NOT NULL,
                strategy varchar(50) NOT NULL,
                recorded_at timestamptz NOT NULL,
                UNIQUE (product_id, version));
            """;

    private static final String SEED = """
            INSERT INTO product (id, name, price, version)
            SELECT 'product-' || n, 'Product ' || n, 1.00, 1 FROM generate_series(0, ?) AS n
            """;

    /** New ids each time: the broker recognises an id it has seen, and would have nothing to do. */
    private static final String FILL_OUTBOX = """
            INSERT INTO outbox (application, strategy, event_id, source, type, subject, time, datacontenttype, data)
            SELECT 'bench', 'outbox-polling', id, '/catalog', 'org.atomicevents.catalog.ProductPriceChanged', 'product-' || n % ?, now(),
                'application/json',
                convert_to('{"commandId":"' || id || '","productId":"product-' || n % ? || '","price":1.00,"version":2}', 'UTF8')
            FROM (SELECT n, gen_random_uuid()::text AS id FROM generate_series(1, ?) AS n) AS entry
            """;

    /** The application whose entries {@link #FILL_OUTBOX} makes. */
    static final String APPLICATION = "bench";

    /** The strategy whose entries {@link #FILL_OUTBOX} makes. */
    static final String POLLING = "outbox-polling";

    private final Target target;

    Tables(Target target) {
        this.target = target;
    }

    /** An XA data source over the driver, as every pool and every limit here uses it. */
    PGXADataSource xaDataSource() {
        PGXADataSource source = new PGXADataSource();
        source.setUrl(url());
        source.setUser(target.databaseUser());
        source.setPassword(target.databasePassword());
        return source;
    }

    /** A connection of its own, closed by the caller; auto-commit is on. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), target.databaseUser(), target.databasePassword());
    }

    String url() {
        return target.database() + (target.database().contains("?") ? "&" : "?") + "currentSchema=bench";
    }

    void define() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        target.database(), target.databaseUser(), target.databasePassword());
                Statement statement = connection.createStatement()) {
            statement.execute(DEFINE);
        }
    }

    /** Empties every table, so that none grows without bound, and seeds {@code products} at version 1. */
    void reset(int products) throws SQLException {
        try (Connection connection = connect();
                Statement truncate = connection.createStatement();
                PreparedStatement seed = connection.prepareStatement(SEED)) {
            connection.setAutoCommit(false);
            truncate.execute("TRUNCATE product, ledger" + (hasOutbox(connection) ? ", outbox, outbox_aside" : ""));
            seed.setInt(1, products - 1);
            seed.executeUpdate();
            connection.commit();
        }
    }

    /** Adds {@code entries} of {@code subjects}, evenly mixed; settled statistics, as in a database that has been running. */
    void fillOutbox(int entries, int subjects) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement fill = connection.prepareStatement(FILL_OUTBOX);
                Statement analyze = connection.createStatement()) {
            fill.setInt(1, subjects);
            fill.setInt(2, subjects);
            fill.setInt(3, entries);
            fill.executeUpdate();
            analyze.execute("ANALYZE outbox");
        }
    }

    /** The shards that a relay of this name holds, of {@link #POLLING}. */
    int shardsOf(String owner) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement count = connection.prepareStatement(
                        "SELECT count(*) FROM outbox_lease WHERE strategy = 'outbox-polling' AND owner = ?")) {
            count.setString(1, owner);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static boolean hasOutbox(Connection connection) throws SQLException {
        try (ResultSet found = connection.getMetaData().getTables(null, "bench", "outbox", null)) {
            return found.next();
        }
    }
}
