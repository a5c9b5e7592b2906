package org.atomicevents.tailing.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.atomicevents.Event;
import org.atomicevents.broker.Broker;
import org.atomicevents.broker.Delivery;
import org.atomicevents.relay.PassResult;
import org.atomicevents.relay.PollDelay;
import org.atomicevents.relay.RetryPolicy;
import org.atomicevents.tailing.capture.LogEntry;
import org.atomicevents.tailing.capture.Unreadable;
import org.atomicevents.tailing.store.ParkedStore;
import org.atomicevents.tailing.store.ParkedStore.Waiting;

/**
 * The way of the events from the log to the broker, in the order of the log. Thread-safe: {@link #deliver} and {@link #deliverParked}
 * take turns.
 *
 * <p>The log has one position for all subjects, so nothing in it can be skipped for later. An event that the broker refuses
 * for the last time is therefore taken out of the log into a table, and every later event of its subject behind it: order per
 * subject is kept, the other subjects go on, and the log is not kept for one poisonous event. So is what cannot be read as an event.
 */
public final class Relay {

    private static final System.Logger LOG = System.getLogger(Relay.class.getName());

    private final Broker broker;
    private final ParkedStore parked;
    private final RetryPolicy retry;
    private final PollDelay whileAway;
    private final ReentrantLock sending = new ReentrantLock();
    private final CountDownLatch stopped = new CountDownLatch(1);
    /** Empty until they are read from the table for the first time. */
    private Optional<Set<String>> heldSubjects = Optional.empty();

    private boolean away;

    /**
     * @param retry when a refused event is tried again
     * @param whileAway the waits for a broker that cannot be reached
     */
    public Relay(Broker broker, ParkedStore parked, RetryPolicy retry, PollDelay whileAway) {
        this.broker = Objects.requireNonNull(broker);
        this.parked = Objects.requireNonNull(parked);
        this.retry = Objects.requireNonNull(retry);
        this.whileAway = Objects.requireNonNull(whileAway);
    }

    /**
     * Returns when every event is durable at the broker or in the table of parked ones, and so is what cannot be read; waits for a
     * broker that is away. A JVM that dies inside leaves any number of them there: they come again.
     *
     * @throws InterruptedException if the relay was stopped before; nothing may be confirmed then
     */
    public void deliver(List<LogEntry> entries) throws InterruptedException, SQLException {
        sending.lockInterruptibly();
        try {
            List<Event> events = new ArrayList<>();
            for (LogEntry entry : entries) {
                if (entry instanceof LogEntry.Readable readable) {
                    events.add(readable.event());
                } else if (entry instanceof Unreadable unreadable) {
                    // First what comes before it, because it holds its subject.
                    deliverEvents(events);
                    quarantine(unreadable);
                    events = new ArrayList<>();
                }
            }
            deliverEvents(events);
        } finally {
            sending.unlock();
        }
    }

    /** Sends the events that an operator has released, and those that waited behind them, in order; at most {@code limit}. */
    public void deliverParked(int limit) throws SQLException {
        if (!sending.tryLock()) {
            return;
        }
        try {
            if (heldSubjects().isEmpty()) {
                return;
            }
            List<Waiting> released = parked.released(limit);
            settle(released, broker.send(released.stream().map(Waiting::event).toList()));
            heldSubjects = Optional.of(parked.heldSubjects());
        } finally {
            sending.unlock();
        }
    }

    /** Ends {@link #deliver} as soon as the broker has answered; for ever. */
    public void stop() {
        stopped.countDown();
    }

    private void deliverEvents(List<Event> events) throws InterruptedException, SQLException {
        List<Event> left = withoutHeld(events);
        Map<Event, Integer> refusals = new HashMap<>();
        while (!left.isEmpty()) {
            left = attempt(left, refusals);
        }
    }

    private void quarantine(Unreadable unreadable) throws SQLException {
        parked.quarantine(unreadable);
        heldSubjects().add(unreadable.subject());
        LOG.log(
                System.Logger.Level.WARNING,
                "Entry {0} of the log cannot be read ({1}): it was set aside; look at it, then replay or discard it",
                unreadable.id(),
                unreadable.reason());
    }

    private Set<String> heldSubjects() throws SQLException {
        if (heldSubjects.isEmpty()) {
            heldSubjects = Optional.of(parked.heldSubjects());
        }
        return heldSubjects.get();
    }

    /** Only the reader adds held subjects, so it knows all of them. */
    private List<Event> withoutHeld(List<Event> events) throws SQLException {
        Set<String> held = heldSubjects();
        if (held.isEmpty()) {
            return events;
        }
        List<Event> behind =
                events.stream().filter(event -> held.contains(event.subject())).toList();
        if (!behind.isEmpty()) {
            parked.putBehind(behind);
        }
        return events.stream().filter(event -> !held.contains(event.subject())).toList();
    }

    /** Sends once; returns what is left to be sent, in order, after having waited as long as it should. */
    private List<Event> attempt(List<Event> events, Map<Event, Integer> refusals)
            throws InterruptedException, SQLException {
        endIfStopped(Duration.ZERO);
        List<Delivery> deliveries = broker.send(events);
        List<Event> left = new ArrayList<>();
        Map<Event, String> refused = new HashMap<>();
        boolean unreachable = false;
        for (int i = 0; i < events.size(); i++) {
            Delivery delivery = deliveries.get(i);
            if (!delivery.arrived()) {
                left.add(events.get(i));
            }
            unreachable |= delivery.status() == Delivery.Status.UNREACHABLE;
            if (delivery.status() == Delivery.Status.REFUSED) {
                refused.put(events.get(i), delivery.reason());
            }
        }
        logReachability(unreachable, deliveries);
        Duration wait = unreachable ? whileAway.after(PassResult.UNREACHABLE) : Duration.ZERO;
        for (Map.Entry<Event, String> refusal : refused.entrySet()) {
            int attempts = refusals.merge(refusal.getKey(), 1, Integer::sum);
            Optional<Duration> delay = retry.after(attempts);
            if (delay.isEmpty()) {
                left = parked(refusal.getKey(), attempts, refusal.getValue(), left);
            } else if (delay.get().compareTo(wait) > 0) {
                wait = delay.get();
            }
        }
        if (!left.isEmpty()) {
            endIfStopped(wait);
        }
        return left;
    }

    private List<Event> parked(Event refused, int attempts, String reason, List<Event> left) throws SQLException {
        List<Event> others = new ArrayList<>(left);
        List<Event> behind = new ArrayList<>();
        for (Iterator<Event> rest = others.iterator(); rest.hasNext(); ) {
            Event event = rest.next();
            if (event.subject().equals(refused.subject())) {
                rest.remove();
                if (event != refused) {
                    behind.add(event);
                }
            }
        }
        parked.park(refused, attempts, reason, behind);
        heldSubjects().add(refused.subject());
        LOG.log(
                System.Logger.Level.WARNING,
                "Event {0} was parked after {1} refusals ({2}): its subject {3} stands still until it is replayed or discarded",
                refused.id(),
                attempts,
                reason,
                refused.subject());
        return others;
    }

    private void settle(List<Waiting> released, List<Delivery> deliveries) throws SQLException {
        List<Waiting> arrived = new ArrayList<>();
        for (int i = 0; i < released.size(); i++) {
            Waiting waiting = released.get(i);
            Delivery delivery = deliveries.get(i);
            if (delivery.arrived()) {
                arrived.add(waiting);
            } else if (delivery.status() == Delivery.Status.REFUSED) {
                boolean giveUp = retry.after(waiting.attempts() + 1).isEmpty();
                parked.refusedAgain(waiting, delivery.reason(), giveUp);
            }
        }
        if (!arrived.isEmpty()) {
            parked.forget(arrived);
        }
    }

    private void logReachability(boolean unreachable, List<Delivery> deliveries) {
        if (unreachable && !away) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The broker cannot be reached ({0}); events wait in the log, nothing is confirmed",
                    deliveries.get(deliveries.size() - 1).reason());
        } else if (!unreachable && away) {
            LOG.log(System.Logger.Level.INFO, "The broker is back");
            whileAway.after(PassResult.IDLE);
        }
        away = unreachable;
    }

    private void endIfStopped(Duration wait) throws InterruptedException {
        if (stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("The relay was stopped before its events arrived");
        }
    }
}
