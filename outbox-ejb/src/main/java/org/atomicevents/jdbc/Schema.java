package org.atomicevents.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Applies a script of {@code CREATE ... IF NOT EXISTS} statements that a module carries as a resource. Stateless. */
public final class Schema {

    private Schema() {}

    /**
     * Runs the statements one by one, each committed by itself; must be called outside any transaction. On PostgreSQL, servers that start at the same time run it one after the other, because {@code IF NOT EXISTS} alone fails when
     * two servers create at once.
     *
     * @param resource absolute name of a script whose statements end with a semicolon at a line's end
     */
    public static void apply(DataSource database, Class<?> module, String resource) throws SQLException {
        apply(database, connection -> true, statements(module, resource));
    }

    /**
     * As {@link #apply}, if {@code table} is there and has no {@code column}: the table is of an older version. Otherwise no table is
     * locked, so a transaction that is in doubt cannot detain a server that starts.
     *
     * @param resource a script that adds the column
     */
    public static void applyIfWithout(
            DataSource database, String table, String column, Class<?> module, String resource) throws SQLException {
        apply(database, connection -> isWithout(connection, table, column), statements(module, resource));
    }

    /** Whether {@code table} is there and has {@code column}; outside any transaction. */
    public static boolean has(DataSource database, String table, String column) throws SQLException {
        try (Connection connection = database.getConnection();
                ResultSet columns = columns(connection, table, column)) {
            return columns.next();
        }
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds(Connection connection) throws SQLException;
    }

    private static void apply(DataSource database, Condition condition, List<String> statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            Database.of(connection).dialect().exclusively(connection, () -> {
                if (condition.holds(connection)) {
                    for (String sql : statements) {
                        statement.execute(sql);
                    }
                }
            });
        }
    }

    private static boolean isWithout(Connection connection, String table, String column) throws SQLException {
        boolean exists = false;
        try (ResultSet columns = columns(connection, table, null)) {
            while (columns.next()) {
                exists = true;
                if (column.equals(columns.getString("COLUMN_NAME"))) {
                    return false;
                }
            }
        }
        return exists;
    }

    private static ResultSet columns(Connection connection, String table, String column) throws SQLException {
        return connection.getMetaData().getColumns(connection.getCatalog(), connection.getSchema(), table, column);
    }

    private static List<String> statements(Class<?> module, String resource) {
        try (InputStream in = module.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + resource + " is missing beside " + module.getName()
                        + ": its jar was repackaged without META-INF/atomicevents");
            }
            String withoutComments = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("--"))
                    .collect(Collectors.joining("\n"));
            return Arrays.stream(withoutComments.split(";\\s*(\n|$)"))
                    .filter(sql -> !sql.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Resource " + resource + " could not be read", e);
        }
    }
}
