package org.atomicevents.outbox.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.atomicevents.broker.Broker;
import org.atomicevents.broker.Delivery;
import org.atomicevents.outbox.store.Claim;
import org.atomicevents.outbox.store.Entry;
import org.atomicevents.outbox.store.OutboxStore;
import org.atomicevents.spi.Pace;
import org.atomicevents.spi.Retry;

/**
 * Moves outbox entries to the broker.
 *
 * <ol>
 *   <li>Claim a batch, in a short transaction.
 *   <li>Send it, in no database transaction.
 *   <li>Settle what arrived, in a short transaction; put refused entries off or park them; release the rest.
 * </ol>
 *
 * <p>One thread at a time per instance; any number of instances and servers per database. A JVM that dies between 2 and 3
 * leaves a claim: when it has run out, another relay sends the batch again, and the broker recognises the copies.
 */
public final class Relay {

    private final OutboxStore store;
    private final Broker broker;
    private final Retry retry;
    private final int batchSize;
    private final Duration claimFor;

    public Relay(OutboxStore store, Broker broker, Retry retry, int batchSize, Duration claimFor) {
        this.store = Objects.requireNonNull(store);
        this.broker = Objects.requireNonNull(broker);
        this.retry = Objects.requireNonNull(retry);
        this.batchSize = batchSize;
        this.claimFor = Objects.requireNonNull(claimFor);
    }

    /**
     * One bounded pass: at most one batch.
     *
     * @throws SQLException if the database failed; what was claimed stays claimed until the claim runs out
     */
    public Pass pass() throws SQLException {
        Claim claim = store.claim(batchSize, claimFor);
        if (claim.isEmpty()) {
            return new Pass(0, 0, 0, 0, 0, claim.contended() ? Pace.Ended.CONTENDED : Pace.Ended.IDLE);
        }
        List<Delivery> deliveries = broker.send(claim.events());
        Sorted sorted = Sorted.of(claim, deliveries);
        int settled = sorted.arrived.isEmpty() ? 0 : store.settle(claim, sorted.arrived);
        int parked = 0;
        for (Refused refused : sorted.refused) {
            parked += putOffOrPark(claim, refused);
        }
        if (!sorted.untried.isEmpty()) {
            store.release(claim, sorted.untried);
        }
        return new Pass(
                claim.entries().size(),
                settled,
                sorted.refused.size() - parked,
                parked,
                sorted.arrived.size() - settled,
                ended(claim, sorted));
    }

    private Pace.Ended ended(Claim claim, Sorted sorted) {
        if (sorted.unreachable) {
            return Pace.Ended.UNREACHABLE;
        }
        return claim.entries().size() == batchSize ? Pace.Ended.FULL : Pace.Ended.IDLE;
    }

    private int putOffOrPark(Claim claim, Refused refused) throws SQLException {
        Optional<Duration> delay = retry.after(refused.entry.attempts() + 1);
        if (delay.isPresent()) {
            store.retry(claim, refused.entry, delay.get(), refused.reason);
            return 0;
        }
        store.park(claim, refused.entry, refused.reason);
        return 1;
    }

    private record Refused(Entry entry, String reason) {}

    private record Sorted(List<Entry> arrived, List<Refused> refused, List<Entry> untried, boolean unreachable) {

        static Sorted of(Claim claim, List<Delivery> deliveries) {
            List<Entry> arrived = new ArrayList<>();
            List<Refused> refused = new ArrayList<>();
            List<Entry> untried = new ArrayList<>();
            boolean unreachable = false;
            for (int i = 0; i < deliveries.size(); i++) {
                Entry entry = claim.entries().get(i);
                Delivery delivery = deliveries.get(i);
                switch (delivery.status()) {
                    case SENT, DUPLICATE -> arrived.add(entry);
                    case REFUSED -> refused.add(new Refused(entry, delivery.reason()));
                    case HELD -> untried.add(entry);
                    case UNREACHABLE -> {
                        untried.add(entry);
                        unreachable = true;
                    }
                }
            }
            return new Sorted(arrived, refused, untried, unreachable);
        }
    }
}
