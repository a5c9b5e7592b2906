package org.atomicevents.outbox.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.atomicevents.Event;

/**
 * Entries that were read in order. Per subject its first ones are in it, without a gap, or none. Immutable.
 *
 * @param entries may be sent, in this order
 * @param behind wait in the outbox although their subjects stand aside
 * @param unreadable rows that are no event, each with the reason; no later entry of their subjects is in the batch
 * @param full whether there may be more to read at once
 */
public record Batch(List<Entry> entries, List<Place> behind, Map<Place, String> unreadable, boolean full) {

    /** The most bytes of data in one batch, but for a single entry that is larger: it must fit into memory. */
    public static final long LARGEST_BYTES = 16L * 1024 * 1024;

    public Batch {
        entries = List.copyOf(entries);
        behind = List.copyOf(behind);
    }

    public boolean isEmpty() {
        return entries.isEmpty() && behind.isEmpty() && unreadable.isEmpty();
    }

    public List<Event> events() {
        return entries.stream().map(Entry::event).toList();
    }

    /** Reads the columns seq, shard and those of {@link Entry#read}, and {@code held} and {@code aside}. */
    static Batch read(ResultSet rows, int limit) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        List<Place> behind = new ArrayList<>();
        Map<Place, String> unreadable = new LinkedHashMap<>();
        Set<String> held = new HashSet<>();
        int count = 0;
        long bytes = 0;
        while (rows.next()) {
            count++;
            String subject = rows.getString("subject");
            Place place = new Place(rows.getInt(2), subject, rows.getLong(1));
            if (rows.getBoolean("aside")) {
                behind.add(place);
            } else if (rows.getBoolean("held")) {
                held.add(subject);
            } else if (!held.contains(subject)) {
                try {
                    Entry entry = Entry.read(rows, place);
                    entries.add(entry);
                    bytes += entry.event().dataLength();
                } catch (RuntimeException e) { // Anything: whoever may write the table may write what no event is.
                    held.add(subject);
                    unreadable.put(place, "it is no event: " + e.getMessage());
                }
            }
        }
        boolean useful = !entries.isEmpty() || !behind.isEmpty() || !unreadable.isEmpty();
        return new Batch(entries, behind, unreadable, useful && (count == limit || bytes >= LARGEST_BYTES));
    }
}
