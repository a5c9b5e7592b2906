package org.atomicevents.outbox.relay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.atomicevents.Event;
import org.atomicevents.broker.Broker;
import org.atomicevents.broker.Delivery;
import org.atomicevents.broker.Delivery.Status;

/** A broker in memory that keeps the contract of {@link Broker} for one thread. */
class FakeBroker implements Broker {

    final List<String> received = new ArrayList<>();
    final Set<String> poison = new HashSet<>();
    boolean away;

    @Override
    public List<Delivery> send(List<Event> events) {
        List<Delivery> deliveries = new ArrayList<>();
        Set<String> held = new HashSet<>();
        for (Event event : events) {
            Status status = statusOf(event, held);
            if (status == Status.SENT) {
                received.add(event.id());
            } else if (status == Status.REFUSED) {
                held.add(event.subject());
            }
            deliveries.add(new Delivery(status, status.name()));
        }
        return deliveries;
    }

    @Override
    public void close() {
        away = true;
    }

    private Status statusOf(Event event, Set<String> held) {
        if (away) {
            return Status.UNREACHABLE;
        }
        if (held.contains(event.subject())) {
            return Status.HELD;
        }
        if (poison.contains(event.id())) {
            return Status.REFUSED;
        }
        return received.contains(event.id()) ? Status.DUPLICATE : Status.SENT;
    }
}
