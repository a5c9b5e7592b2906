package org.atomicevents.dualwrite.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.atomicevents.Event;
import org.atomicevents.jdbc.EventColumns;

/** An entry as the columns of the journal's table, and back. Stateless. */
final class IntentColumns {

    /** In the order of {@link #read}. */
    static final String NAMES = "seq, transaction_id, lineage, written_at, committed, attempts, " + EventColumns.NAMES;

    private static final int EVENT = 7;

    private IntentColumns() {}

    /** In the order of the parameters of {@link Statements#INTEND}. */
    static void bind(long seq, MainTransaction transaction, Event event, PreparedStatement insert) throws SQLException {
        insert.setLong(1, seq);
        insert.setString(2, transaction.id());
        insert.setString(3, transaction.lineage());
        EventColumns.bind(event, insert, 4);
    }

    static Intent read(ResultSet row) throws SQLException {
        return new Intent(
                row.getLong("seq"),
                EventColumns.read(row, EVENT),
                new MainTransaction(row.getString("transaction_id"), row.getString("lineage")),
                row.getObject("written_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("committed"),
                row.getInt("attempts"));
    }
}
