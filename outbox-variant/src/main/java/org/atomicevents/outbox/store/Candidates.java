package org.atomicevents.outbox.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows that may be claimed, in the order in which they have to be sent. Immutable.
 *
 * @param unreadable the rows that are no event, each {@code seq} with the reason; no entry of their subjects is behind them
 */
record Candidates(List<Entry> entries, Map<Long, String> unreadable) {

    /** Reads rows of {@link Statements#CANDIDATES}. */
    static Candidates read(ResultSet rows) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        Map<Long, String> unreadable = new LinkedHashMap<>();
        Set<String> held = new HashSet<>();
        while (rows.next()) {
            String subject = rows.getString("subject");
            if (held.contains(subject)) {
                continue;
            }
            try {
                entries.add(Entry.read(rows));
            } catch (RuntimeException e) { // Anything: whoever may write the table may write what no event is.
                held.add(subject);
                unreadable.put(rows.getLong(1), "it is no event: " + e.getMessage());
            }
        }
        return new Candidates(entries, unreadable);
    }
}
