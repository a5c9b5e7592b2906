package org.atomicevents.dualwrite.journal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.atomicevents.Event;
import org.atomicevents.broker.Broker;
import org.atomicevents.broker.Delivery;

/** A broker in memory; the test decides whether it can be reached and which events it refuses. */
final class MemoryBroker implements Broker {

    final List<String> received = new ArrayList<>();
    final Set<String> poison = new HashSet<>();
    boolean away;
    boolean closed;
    Runnable whileSending = () -> {};

    @Override
    public List<Delivery> send(List<Event> events) {
        whileSending.run();
        return events.stream().map(this::delivery).toList();
    }

    @Override
    public void close() {
        closed = true;
    }

    private synchronized Delivery delivery(Event event) {
        if (away) {
            return new Delivery(Delivery.Status.UNREACHABLE, "connection refused");
        }
        if (poison.contains(event.id())) {
            return new Delivery(Delivery.Status.REFUSED, "poison");
        }
        boolean copy = received.contains(event.id());
        if (!copy) {
            received.add(event.id());
        }
        return new Delivery(copy ? Delivery.Status.DUPLICATE : Delivery.Status.SENT, "");
    }
}
