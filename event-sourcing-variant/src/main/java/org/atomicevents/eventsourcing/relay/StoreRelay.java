package org.atomicevents.eventsourcing.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.atomicevents.broker.Broker;
import org.atomicevents.broker.Delivery;
import org.atomicevents.eventsourcing.store.Claim;
import org.atomicevents.eventsourcing.store.RelayStore;
import org.atomicevents.eventsourcing.store.Sequencer;
import org.atomicevents.relay.PassResult;
import org.atomicevents.relay.RetryPolicy;

/**
 * Sends the events of the store to the broker, in the order of positions.
 *
 * <ol>
 *   <li>Give the events that were committed meanwhile their positions, in a short transaction.
 *   <li>Claim the checkpoint and read on from it, in a short transaction.
 *   <li>Send, in no database transaction.
 *   <li>Move the checkpoint, in a short transaction, past the events that arrived. A refused event does not stop it: its
 *       subject is held from there on, tried again with growing delays, and parked after the last attempt.
 * </ol>
 *
 * <p>One thread at a time per instance; any number of instances and servers per database, of which one sends at a time. A JVM
 * that dies between 3 and 4 leaves a claim: when it has run out, another relay sends the batch again, and the broker drops the
 * copies that it recognises.
 */
public final class StoreRelay {

    private final Sequencer sequencer;
    private final RelayStore store;
    private final Broker broker;
    private final RetryPolicy retry;
    private final Batch batch;

    /**
     * The bounds of one pass.
     *
     * @param size the number of events
     * @param claimFor the time for which the checkpoint may be held, on the database's clock
     */
    public record Batch(int size, Duration claimFor) {}

    public StoreRelay(Sequencer sequencer, RelayStore store, Broker broker, RetryPolicy retry, Batch batch) {
        this.sequencer = Objects.requireNonNull(sequencer);
        this.store = Objects.requireNonNull(store);
        this.broker = Objects.requireNonNull(broker);
        this.retry = Objects.requireNonNull(retry);
        this.batch = Objects.requireNonNull(batch);
    }

    /**
     * One bounded pass.
     *
     * @throws SQLException if the database failed; a claim that was taken stays until it runs out
     */
    public Pass pass() throws SQLException {
        sequencer.sequence(batch.size);
        RelayStore.Claimed claimed = store.claim(batch.size, batch.claimFor);
        if (claimed.isEmpty()) {
            return Pass.nothing(
                    claimed.nothing() == RelayStore.Nothing.CONTENDED ? PassResult.CONTENDED : PassResult.IDLE);
        }
        Claim claim = claimed.claim().orElseThrow();
        List<Delivery> deliveries = broker.send(claim.events());
        Settlement settlement = Settlement.of(claim, deliveries, retry);
        boolean settled = store.settle(claim, settlement.checkpoint(), settlement.holds());
        return new Pass(
                settlement.sent(), settlement.retried(), settlement.parked(), !settled, result(claim, settlement));
    }

    private static PassResult result(Claim claim, Settlement settlement) {
        if (settlement.unreachable()) {
            return PassResult.UNREACHABLE;
        }
        return claim.range().full() ? PassResult.FULL : PassResult.IDLE;
    }
}
