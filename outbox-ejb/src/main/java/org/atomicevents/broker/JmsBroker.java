package org.atomicevents.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.atomicevents.Event;

/**
 * Sends batches of events to one destination over a connection of its own, outside any JTA transaction.
 *
 * <ol>
 *   <li>The whole batch is sent in one transacted session; each message carries Artemis's duplicate id.
 *   <li>If the broker refuses the batch, it is rolled back and sent in parts, in order: one event, then twice as many with each part
 *       that arrives, and one again after a part that does not. A single refused or already delivered event among n costs
 *       about (log n)² parts, and n copies cost n.
 *   <li>An event that is refused alone holds the later events of its subject; one that is refused as a duplicate is at
 *       the broker already.
 *   <li>If the broker refuses events of several subjects and nothing arrives, the broker is the trouble, not the events: all of
 *       them count as not reached.
 *   <li>If the broker cannot be reached, or does not answer in time, the connection is dropped, the next call opens a new one.
 * </ol>
 *
 * <p>Thread-safe, one batch at a time. Needs a plain connection factory, not a pooled XA one.
 */
final class JmsBroker implements Broker {

    private final ConnectionFactory factory;
    private final Destination destination;
    private final CallBound bound;
    private volatile BrokerSession session;
    private volatile boolean closed;

    /** Does not connect yet. */
    JmsBroker(ConnectionFactory factory, Destination destination, CallBound bound) {
        this.factory = Objects.requireNonNull(factory);
        this.destination = Objects.requireNonNull(destination);
        this.bound = Objects.requireNonNull(bound);
    }

    @Override
    public synchronized List<Delivery> send(List<Event> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        Delivery together = attempt(events);
        return switch (together.status()) {
            case SENT, UNREACHABLE -> Collections.nCopies(events.size(), together);
            default -> events.size() == 1 ? List.of(together) : blamed(new Parts(this::attempt).send(events));
        };
    }

    @Override
    public void close() {
        closed = true;
        BrokerSession open = session;
        session = null;
        if (open != null) {
            open.close();
        }
    }

    /** A refusal of everything says nothing about the events, unless they are all about one subject. */
    private static List<Delivery> blamed(Parts parts) {
        if (parts.refusedSubjects() < 2 || parts.anyArrived()) {
            return parts.deliveries();
        }
        String reason = "the broker took none of %d events, the first because of %s"
                .formatted(parts.deliveries().size(), parts.firstReason());
        Delivery away = new Delivery(Delivery.Status.UNREACHABLE, reason);
        return Collections.nCopies(parts.deliveries().size(), away);
    }

    /** Sends {@code events} in one session transaction; the outcome is the same for all of them. */
    private Delivery attempt(List<Event> events) {
        try {
            return bound.call(events.size(), () -> {
                BrokerSession open = session();
                for (Event event : events) {
                    open.send(event, true);
                }
                open.commit();
                return Delivery.SENT;
            });
        } catch (BrokerException silent) {
            disconnect();
            return new Delivery(Delivery.Status.UNREACHABLE, silent.getMessage());
        } catch (Exception failure) {
            return outcome(failure);
        }
    }

    private Delivery outcome(Exception failure) {
        Delivery delivery = Refusals.delivery(failure);
        // A clean rollback is the proof that the broker is there and that the refusal was about the event.
        if (delivery.status() == Delivery.Status.UNREACHABLE || !rollBack()) {
            disconnect();
            return new Delivery(Delivery.Status.UNREACHABLE, delivery.reason());
        }
        return delivery;
    }

    private boolean rollBack() {
        BrokerSession open = session;
        return open != null && open.rollBack();
    }

    private BrokerSession session() throws JMSException {
        if (closed) {
            throw new jakarta.jms.IllegalStateException("The broker connection was closed with the deployment");
        }
        BrokerSession open = session;
        if (open == null) {
            open = BrokerSession.open(factory, destination, Session.SESSION_TRANSACTED);
            session = open;
        }
        return open;
    }

    private void disconnect() {
        BrokerSession open = session;
        session = null;
        if (open != null) {
            bound.abandon(open::close);
        }
    }
}
