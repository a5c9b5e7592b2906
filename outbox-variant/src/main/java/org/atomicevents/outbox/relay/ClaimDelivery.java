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
import org.atomicevents.relay.PassResult;
import org.atomicevents.relay.RetryPolicy;

/**
 * Sends the entries of a claim, in no database transaction, and records the outcome of each: settles those that arrived, retries
 * later or parks those that were refused, releases the rest. For one thread at a time.
 */
final class ClaimDelivery {

    private final OutboxStore store;
    private final Broker broker;
    private final RetryPolicy retry;

    ClaimDelivery(OutboxStore store, Broker broker, RetryPolicy retry) {
        this.store = Objects.requireNonNull(store);
        this.broker = Objects.requireNonNull(broker);
        this.retry = Objects.requireNonNull(retry);
    }

    /**
     * @param more whether there may be more to do at once after this claim
     * @throws SQLException if the database failed; entries whose outcome it could not record stay claimed until the claim runs out
     */
    Pass deliver(Claim claim, boolean more) throws SQLException {
        List<Delivery> deliveries = broker.send(claim.events());
        Sorted sorted = Sorted.of(claim, deliveries);
        int settled = sorted.arrived.isEmpty() ? 0 : store.settle(sorted.arrived);
        int parked = 0;
        for (Refused refused : sorted.refused) {
            parked += retryOrPark(claim, refused);
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
                sorted.unreachable ? PassResult.UNREACHABLE : more ? PassResult.FULL : PassResult.IDLE);
    }

    private int retryOrPark(Claim claim, Refused refused) throws SQLException {
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
