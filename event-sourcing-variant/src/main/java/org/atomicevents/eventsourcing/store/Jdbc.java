package org.atomicevents.eventsourcing.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Statements with their parameters, and the rows as values. Stateless. */
final class Jdbc {

    private Jdbc() {}

    /** The parameters of a statement. */
    @FunctionalInterface
    interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
    }

    /** The value in a row. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** All rows, in order. */
    static <T> List<T> rows(Connection connection, String sql, Binder binder, Reader<T> reader) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            binder.bind(select);
            List<T> all = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    all.add(reader.read(rows));
                }
            }
            return all;
        }
    }

    /** The number of rows that the statement changed. */
    static int update(Connection connection, String sql, Binder binder) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            binder.bind(update);
            return update.executeUpdate();
        }
    }

    /** The number in the first column of the first row; empty if there is no row. */
    static OptionalLong number(Connection connection, String sql, Binder binder) throws SQLException {
        List<Long> found = rows(connection, sql, binder, row -> row.getLong(1));
        return found.isEmpty() ? OptionalLong.empty() : OptionalLong.of(found.get(0));
    }

    /** The {@link Binder} of a statement without parameters. */
    static void noParameters(PreparedStatement statement) {
        // Nothing to bind.
    }
}
