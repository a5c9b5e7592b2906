package org.atomicevents.outbox.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atomicevents.broker.Delivery;
import org.atomicevents.outbox.store.AsideChange;
import org.atomicevents.outbox.store.Batch;
import org.atomicevents.outbox.store.Entry;
import org.atomicevents.outbox.store.Place;
import org.atomicevents.relay.PassResult;
import org.atomicevents.relay.RetryPolicy;

/** What the broker said about a batch, sorted by what has to be recorded. Immutable. */
record Outcome(List<Entry> arrived, List<Refused> refused, List<Entry> held, boolean unreachable) {

    /** An entry that the broker does not take. */
    record Refused(Entry entry, String reason) {}

    /** @param deliveries one for each entry, in order */
    static Outcome of(List<Entry> entries, List<Delivery> deliveries) {
        List<Entry> arrived = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        List<Entry> held = new ArrayList<>();
        boolean unreachable = false;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            Delivery delivery = deliveries.get(i);
            switch (delivery.status()) {
                case SENT, DUPLICATE -> arrived.add(entry);
                case REFUSED -> refused.add(new Refused(entry, delivery.reason()));
                case HELD -> held.add(entry);
                case UNREACHABLE -> unreachable = true;
            }
        }
        return new Outcome(arrived, refused, held, unreachable);
    }

    /** How a pass ends that sent {@code batch} last. */
    PassResult end(Batch batch) {
        if (unreachable) {
            return PassResult.UNREACHABLE;
        }
        return batch.full() ? PassResult.FULL : PassResult.IDLE;
    }

    /** What leaves the outbox and stands aside now: what was refused, what follows it, and what {@code batch} found to be so already. */
    AsideChange leaving(Batch batch, RetryPolicy retry) {
        List<Place> moved = new ArrayList<>(batch.behind());
        moved.addAll(batch.unreadable().keySet());
        refused.forEach(refusal -> moved.add(refusal.entry.place()));
        held.forEach(entry -> moved.add(entry.place()));
        return new AsideChange(moved, refusals(batch, retry), List.of());
    }

    /** What changes for entries that stood aside. */
    AsideChange staying(Batch batch, RetryPolicy retry) {
        return new AsideChange(
                List.of(),
                refusals(batch, retry),
                arrived.stream().map(Entry::place).toList());
    }

    private List<AsideChange.Refusal> refusals(Batch batch, RetryPolicy retry) {
        List<AsideChange.Refusal> all = new ArrayList<>();
        for (Refused refusal : refused) {
            Entry entry = refusal.entry;
            all.add(new AsideChange.Refusal(entry.place(), refusal.reason, true, retry.after(entry.attempts() + 1)));
        }
        for (Map.Entry<Place, String> row : batch.unreadable().entrySet()) {
            all.add(new AsideChange.Refusal(row.getKey(), row.getValue(), false, Optional.empty()));
        }
        return all;
    }
}
