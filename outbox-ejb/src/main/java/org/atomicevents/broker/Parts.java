package org.atomicevents.broker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.atomicevents.Event;
import org.atomicevents.broker.Delivery.Status;

/**
 * A batch that was refused as a whole, sent in parts that grow while they arrive. Order per subject is kept: what follows a
 * refused event of its subject is held. For one thread, for one batch.
 */
final class Parts {

    private final Function<List<Event>, Delivery> attempt;
    private final Set<String> refused = new HashSet<>();
    private Delivery[] deliveries = {};

    /** @param attempt sends some events in one transaction; the outcome is the same for all of them */
    Parts(Function<List<Event>, Delivery> attempt) {
        this.attempt = Objects.requireNonNull(attempt);
    }

    /** Sends {@code events}; ends early if the broker cannot be reached. Returns this. */
    Parts send(List<Event> events) {
        deliveries = new Delivery[events.size()];
        int size = 1;
        int next = 0;
        while (next < events.size()) {
            List<Integer> part = part(events, next, size);
            Delivery delivery = part.isEmpty()
                    ? Delivery.HELD
                    : attempt.apply(part.stream().map(events::get).toList());
            if (delivery.status() == Status.UNREACHABLE) {
                Arrays.setAll(deliveries, i -> deliveries[i] == null ? delivery : deliveries[i]);
                return this;
            }
            if (part.size() > 1 && delivery.status() != Status.SENT) {
                size = 1;
                continue;
            }
            part.forEach(i -> record(events.get(i), i, delivery));
            while (next < events.size() && deliveries[next] != null) {
                next++;
            }
            size = delivery.status() == Status.SENT ? size * 2 : 1;
        }
        return this;
    }

    List<Delivery> deliveries() {
        return List.of(deliveries);
    }

    boolean anyArrived() {
        return Arrays.stream(deliveries).anyMatch(Delivery::arrived);
    }

    int refusedSubjects() {
        return refused.size();
    }

    /** The reason of the first refusal; empty if there is none. */
    String firstReason() {
        return Arrays.stream(deliveries)
                .filter(delivery -> delivery.status() == Status.REFUSED)
                .map(Delivery::reason)
                .findFirst()
                .orElse("");
    }

    /** The places of the next {@code size} events whose subject was not refused; those before them that are held are recorded. */
    private List<Integer> part(List<Event> events, int from, int size) {
        List<Integer> part = new ArrayList<>();
        for (int i = from; i < events.size() && part.size() < size; i++) {
            if (refused.contains(events.get(i).subject())) {
                deliveries[i] = Delivery.HELD;
            } else {
                part.add(i);
            }
        }
        return part;
    }

    private void record(Event event, int place, Delivery delivery) {
        deliveries[place] = delivery;
        if (delivery.status() == Status.REFUSED) {
            refused.add(event.subject());
        }
    }
}
