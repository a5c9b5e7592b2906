package org.atomicevents.tests.tailing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.atomicevents.Event;
import org.atomicevents.broker.Broker;
import org.atomicevents.broker.Delivery;
import org.atomicevents.broker.Delivery.Status;

/** A broker in memory that keeps the contract of {@link Broker}; the test decides whether it is away and which events it refuses. */
final class MemoryBroker implements Broker {

    private final List<Event> received = new ArrayList<>();
    private final Set<String> poison = new HashSet<>();
    private boolean away;
    private int calls;

    @Override
    public synchronized List<Delivery> send(List<Event> events) {
        calls++;
        List<Delivery> deliveries = new ArrayList<>();
        Set<String> held = new HashSet<>();
        for (Event event : events) {
            Status status = status(event, held);
            if (status == Status.SENT) {
                received.add(event);
            } else if (status == Status.REFUSED) {
                held.add(event.subject());
            }
            deliveries.add(new Delivery(status, status.name()));
        }
        return deliveries;
    }

    synchronized void away(boolean isAway) {
        away = isAway;
    }

    synchronized void refuse(String id) {
        poison.add(id);
    }

    synchronized void accept(String id) {
        poison.remove(id);
    }

    /** The number of batches that were tried. */
    synchronized int calls() {
        return calls;
    }

    synchronized List<Event> received() {
        return List.copyOf(received);
    }

    synchronized List<String> ids() {
        return received.stream().map(Event::id).toList();
    }

    private Status status(Event event, Set<String> held) {
        if (away) {
            return Status.UNREACHABLE;
        }
        if (held.contains(event.subject())) {
            return Status.HELD;
        }
        if (poison.contains(event.id())) {
            return Status.REFUSED;
        }
        return received.contains(event) ? Status.DUPLICATE : Status.SENT;
    }

    @Override
    public void close() {
        // There is no connection to drop.
    }
}
