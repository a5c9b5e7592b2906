package org.atomicevents.outbox.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.atomicevents.spi.EventColumns;

/** A row as an entry. */
final class Rows {

    private Rows() {}

    /** Columns: seq, attempts, then {@link EventColumns}. */
    static Entry read(ResultSet row) throws SQLException {
        return new Entry(row.getLong(1), EventColumns.read(row, 3), row.getInt(2));
    }
}
