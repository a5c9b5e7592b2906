package org.atomicevents.tailing.container;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atomicevents.operations.Vital;
import org.atomicevents.spi.Refused;
import org.atomicevents.tailing.engine.LogTailer;
import org.atomicevents.tailing.store.ParkedOperations;
import org.atomicevents.tailing.store.Slot;

/** The vital signs of a slot and its reader. Stateless. */
final class SlotVitals {

    private static final String UP = "up";
    private static final String BYTES = "bytes";
    private static final double ALARMING_BYTES = 1L << 30;

    private SlotVitals() {}

    static List<Vital> of(Slot slot, LogTailer tailer, ParkedOperations operations) {
        List<Vital> all = new ArrayList<>();
        try {
            Optional<String> damage = slot.damage().map(Refused::message);
            all.add(new Vital("slot.intact", UP, damage.isEmpty() ? 1 : 0, damage.orElse(null)));
            slot.state().ifPresent(state -> ofState(state, slot, tailer, all));
        } catch (SQLException e) {
            all.add(Vital.unknown("the database could not be asked about its slot: " + e.getMessage()));
        }
        long parked = operations.refused();
        String held = parked + " events were refused by the broker and hold their subjects: replay or discard them";
        all.add(new Vital("parked", "entries", parked, parked == 0 ? null : held));
        long unreadable = operations.unreadable();
        String quarantined =
                unreadable + " entries of the log cannot be read as events and were set aside: look at each; if"
                        + " another release wrote it, deploy that one and replay it, otherwise discard it";
        all.add(new Vital("unreadable", "entries", unreadable, unreadable == 0 ? null : quarantined));
        return List.copyOf(all);
    }

    private static void ofState(Slot.State state, Slot slot, LogTailer tailer, List<Vital> all) {
        String idle = tailer.failure().orElse("no server reads the slot");
        all.add(new Vital("reader.active", UP, state.active() ? 1 : 0, state.active() ? null : idle));
        all.add(Vital.of("reader.here", UP, tailer.isReading() ? 1 : 0));
        all.add(Vital.of("slot.lag", BYTES, state.lag()));
        all.add(new Vital("slot.retained", BYTES, state.retained(), retained(state, slot)));
        all.add(Vital.of("slot.safe", BYTES, state.safe()));
    }

    private static String retained(Slot.State state, Slot slot) {
        if (state.status().equals("unreserved")) {
            return "slot " + slot.names().slot() + " is about to be lost: get its reader going at once, or raise"
                    + " max_slot_wal_keep_size and reload PostgreSQL";
        }
        if (Double.isNaN(state.safe()) && state.retained() > ALARMING_BYTES) {
            return "the database keeps " + (long) state.retained() + " bytes of its log for slot "
                    + slot.names().slot()
                    + " and nothing limits that: get its reader going, end old transactions (pg_prepared_xacts), and set"
                    + " max_slot_wal_keep_size";
        }
        return null;
    }
}
