package org.atomicevents.outbox.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import org.atomicevents.broker.Broker;
import org.atomicevents.outbox.store.Claim;
import org.atomicevents.outbox.store.OutboxStore;
import org.atomicevents.relay.PassResult;
import org.atomicevents.relay.PollDelay;
import org.atomicevents.relay.PollLoop;
import org.atomicevents.relay.RetryPolicy;

/**
 * Moves outbox entries to the broker.
 *
 * <ol>
 *   <li>Claim a batch, in a short transaction.
 *   <li>Send it, in no database transaction.
 *   <li>In short transactions, delete the entries that arrived, retry later or park those that were refused, release the rest.
 * </ol>
 *
 * <p>One thread at a time per instance; any number of instances and servers per database. A JVM that dies between 2 and 3
 * leaves a claim: when it has run out, another relay sends the batch again, and the broker recognises the copies.
 */
public final class Relay {

    private final OutboxStore store;
    private final ClaimDelivery delivery;
    private final int batchSize;
    private final Duration claimFor;

    public Relay(OutboxStore store, Broker broker, RetryPolicy retry, int batchSize, Duration claimFor) {
        this.store = Objects.requireNonNull(store);
        this.delivery = new ClaimDelivery(store, broker, retry);
        this.batchSize = batchSize;
        this.claimFor = Objects.requireNonNull(claimFor);
    }

    /**
     * One bounded pass: at most one batch.
     *
     * @throws SQLException if the database failed; claimed entries stay claimed until the claim runs out
     */
    public Pass pass() throws SQLException {
        Claim claim = store.claim(batchSize, claimFor);
        if (claim.isEmpty()) {
            return new Pass(0, 0, 0, 0, 0, claim.contended() ? PassResult.CONTENDED : PassResult.IDLE);
        }
        return delivery.deliver(claim, claim.isFull(batchSize));
    }

    /** A loop of passes that logs failures; not started yet. */
    public PollLoop pollLoop(PollDelay pollDelay, ScheduledExecutorService executor) {
        RelayLog log = new RelayLog("The relay's pass failed; it goes on, the claim runs out by itself");
        return new PollLoop(
                () -> {
                    Pass pass = pass();
                    log.record(pass);
                    return pass.result();
                },
                pollDelay,
                log.failures(),
                executor);
    }
}
