package org.atomicevents.tailing.container;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atomicevents.operations.Vital;
import org.atomicevents.spi.Refused;
import org.atomicevents.tailing.engine.LogTailer;
import org.atomicevents.tailing.store.Slot;

/** The vitals of a slot and its reader. Stateless. */
final class SlotVitals {

    private static final String UP = "up";
    private static final String BYTES = "bytes";
    private static final double MUCH = 1L << 30;

    private SlotVitals() {}

    static List<Vital> of(Slot slot, LogTailer tailer, long parked) {
        List<Vital> all = new ArrayList<>();
        try {
            Optional<Refused> damage = slot.damage();
            all.add(new Vital(
                    "slot.intact",
                    UP,
                    damage.isEmpty() ? 1 : 0,
                    damage.map(Refused::message).orElse(null)));
            slot.state().ifPresent(state -> ofState(state, slot, tailer, all));
        } catch (SQLException e) {
            all.add(Vital.unknown("the database could not be asked about its slot: " + e.getMessage()));
        }
        String held = parked + " events were refused by the broker and hold their subjects: replay or discard them";
        all.add(new Vital("parked", "entries", parked, parked == 0 ? null : held));
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
        if (Double.isNaN(state.safe()) && state.retained() > MUCH) {
            return "the database keeps " + (long) state.retained() + " bytes of its log for slot "
                    + slot.names().slot()
                    + " and nothing limits that: get its reader going, end old transactions (pg_prepared_xacts), and set"
                    + " max_slot_wal_keep_size";
        }
        return null;
    }
}
