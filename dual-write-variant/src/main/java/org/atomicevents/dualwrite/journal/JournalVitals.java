package org.atomicevents.dualwrite.journal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.atomicevents.dualwrite.store.JournalStore;
import org.atomicevents.operations.Vital;

/** The vitals of the journal of this instance. Stateless. */
public final class JournalVitals {

    private static final Duration WORRYING = Duration.ofMinutes(10);

    private JournalVitals() {}

    /** Pending entries, the age of the oldest, parked entries. */
    public static List<Vital> of(JournalStore store) {
        try {
            JournalStore.Backlog backlog = store.backlog();
            return List.of(
                    Vital.of("pending", "entries", backlog.pending()),
                    new Vital(
                            "pending.oldest.age",
                            "seconds",
                            backlog.oldest().toMillis() / 1000.0,
                            late(backlog.oldest())),
                    new Vital("parked", "entries", backlog.parked(), parked(backlog.parked())));
        } catch (SQLException e) {
            return List.of(Vital.unknown(
                    "the journal cannot be read (%s): look at its directory and disk".formatted(e.getMessage())));
        }
    }

    private static String late(Duration oldest) {
        return oldest.compareTo(WORRYING) <= 0
                ? null
                : "an entry of the journal waits since %s: is the broker away, or is its transaction open or prepared (pg_prepared_xacts)?"
                        .formatted(oldest);
    }

    private static String parked(long entries) {
        return entries == 0
                ? null
                : entries + " entries of the journal wait for an operator: look at them and replay or discard each";
    }
}
