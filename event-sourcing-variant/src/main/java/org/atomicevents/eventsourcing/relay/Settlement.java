package org.atomicevents.eventsourcing.relay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atomicevents.broker.Delivery;
import org.atomicevents.broker.Delivery.Status;
import org.atomicevents.eventsourcing.StoredEvent;
import org.atomicevents.eventsourcing.store.Claim;
import org.atomicevents.eventsourcing.store.Hold;
import org.atomicevents.relay.RetryPolicy;

/**
 * The new checkpoint and the new holds of subjects, from the deliveries of a claim. Pure but for the retries' random source.
 *
 * @param checkpoint the position up to which every event has arrived or belongs to a held subject
 */
record Settlement(long checkpoint, List<Hold> holds, int sent, boolean unreachable) {

    /** @param deliveries one per event of {@link Claim#events()} */
    static Settlement of(Claim claim, List<Delivery> deliveries, RetryPolicy retry) {
        List<Delivery> ofHeld = deliveries.subList(0, claim.held().size());
        List<Delivery> ofFresh = deliveries.subList(claim.held().size(), deliveries.size());
        Map<String, Hold> holds = new LinkedHashMap<>();
        claim.attempts().keySet().forEach(subject -> followUp(claim, subject, ofHeld, retry, holds));
        long checkpoint = claim.range().last();
        for (int i = 0; i < ofFresh.size(); i++) {
            StoredEvent stored = claim.fresh().get(i);
            Delivery delivery = ofFresh.get(i);
            if (delivery.status() == Status.UNREACHABLE) {
                checkpoint = stored.position() - 1;
                break;
            }
            if (delivery.status() == Status.REFUSED) {
                Hold hold = refused(stored, 1, delivery, retry);
                holds.put(hold.subject(), hold);
            }
        }
        int sent = (int) deliveries.stream().filter(Delivery::arrived).count();
        boolean unreachable = deliveries.stream().anyMatch(one -> one.status() == Status.UNREACHABLE);
        return new Settlement(checkpoint, List.copyOf(holds.values()), sent, unreachable);
    }

    int parked() {
        return (int) holds.stream().filter(hold -> hold.delay().isEmpty()).count();
    }

    int retried() {
        return (int) holds.stream()
                .filter(hold -> hold.error() != null && hold.delay().isPresent())
                .count();
    }

    /** Puts the new hold of a subject that was held. */
    private static void followUp(
            Claim claim, String subject, List<Delivery> deliveries, RetryPolicy retry, Map<String, Hold> holds) {
        int attempts = claim.attempts().get(subject);
        boolean first = true;
        for (int i = 0; i < deliveries.size(); i++) {
            StoredEvent stored = claim.held().get(i);
            if (!stored.event().subject().equals(subject)) {
                continue;
            }
            Delivery delivery = deliveries.get(i);
            int before = first ? attempts : 0;
            if (delivery.status() == Status.REFUSED) {
                holds.put(subject, refused(stored, before + 1, delivery, retry));
                return;
            }
            if (!delivery.arrived()) {
                holds.put(subject, Hold.untried(subject, stored.position(), before));
                return;
            }
            holds.put(subject, Hold.upTo(subject, stored.position() + 1));
            first = false;
        }
    }

    private static Hold refused(StoredEvent stored, int attempts, Delivery delivery, RetryPolicy retry) {
        return new Hold(
                stored.event().subject(), stored.position(), attempts, retry.after(attempts), delivery.reason());
    }
}
