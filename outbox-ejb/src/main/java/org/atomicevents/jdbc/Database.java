package org.atomicevents.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * The supported databases. A module whose SQL differs between them has an interface with one implementation for each, chosen by
 * this enum in one place; another database is another constant here, and a new implementation there.
 */
public enum Database {
    POSTGRESQL(new PostgreSqlDialect()),
    /** In PostgreSQL mode; for trying out and for tests. */
    H2(new H2Dialect());

    private final Dialect dialect;

    Database(Dialect dialect) {
        this.dialect = dialect;
    }

    /** @throws IllegalStateException if it is another one, or H2 in another mode; the message says what to change */
    public static Database of(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return of(connection);
        }
    }

    /** @throws IllegalStateException as {@link #of(DataSource)} */
    public static Database of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        Database found = Arrays.stream(values())
                .filter(known -> known.dialect.product().equals(product))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "The data source is on " + product
                                        + ": PostgreSQL and H2 (MODE=PostgreSQL) are supported; point atomicevents.datasource at one of them"));
        found.dialect.requireSupported(connection);
        return found;
    }

    /** The resource name of a script for this database, such as {@code outbox-postgresql.sql} for {@code outbox}. */
    public String script(String name) {
        return name + "-" + name().toLowerCase(Locale.ROOT) + ".sql";
    }

    Dialect dialect() {
        return dialect;
    }
}
