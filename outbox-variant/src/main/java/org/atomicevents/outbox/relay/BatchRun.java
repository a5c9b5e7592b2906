package org.atomicevents.outbox.relay;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.atomicevents.broker.Broker;
import org.atomicevents.outbox.store.AsideChange;
import org.atomicevents.outbox.store.Batch;
import org.atomicevents.outbox.store.Entry;
import org.atomicevents.outbox.store.OutboxStore;
import org.atomicevents.outbox.store.Reading;
import org.atomicevents.outbox.store.Settled;
import org.atomicevents.relay.PassResult;
import org.atomicevents.relay.RetryPolicy;

/**
 * Batches from the outbox itself, one after the other while each is full and arrives completely: while one is sent, the one before is
 * settled and the next one is read, in one round trip to the database. So the broker is not kept waiting for the database. When it
 * returns or throws, nothing is under way; what it could not settle is sent again. For one thread at a time.
 */
final class BatchRun {

    /** What one run may take, so that a relay soon gives back the shards that it has to. */
    static final int MOST_BATCHES = 16;

    private final OutboxStore store;
    private final Broker broker;
    private final RetryPolicy retry;
    private final Relay.Batching batching;
    private long readings;

    BatchRun(OutboxStore store, Broker broker, RetryPolicy retry, Relay.Batching batching) {
        this.store = Objects.requireNonNull(store);
        this.broker = Objects.requireNonNull(broker);
        this.retry = Objects.requireNonNull(retry);
        this.batching = Objects.requireNonNull(batching);
    }

    /** Sends what {@code hold}'s shards have, for as long as they are held. */
    Pass make(ShardLeases.Hold hold) throws SQLException {
        Pass all = Pass.NOTHING;
        List<Entry> sent = List.of();
        Batch batch = store.read(reading(hold, List.of()));
        for (int batches = 1; !batch.isEmpty() && !hold.isOver(); batches++) {
            boolean goesOn = batch.full() && batches < MOST_BATCHES;
            Outcome outcome;
            Settled beside;
            try (Beside<Settled> other = beside(sent, goesOn ? reading(hold, batch.entries()) : null)) {
                outcome = Outcome.of(batch.entries(), broker.send(batch.events()));
                beside = other.result();
            }
            all = all.settled(sent.size(), beside.deleted());
            AsideChange change = outcome.leaving(batch, retry);
            all = all.and(Pass.of(batch, change)).ending(outcome.end(batch));
            sent = outcome.arrived();
            if (!goesOn || !change.isEmpty() || outcome.unreachable()) {
                // What follows a refused one must not be sent: it stands aside first.
                all = all.settled(sent.size(), store.settle(sent));
                record(hold, change);
                return all;
            }
            batch = beside.next();
        }
        return all.settled(sent.size(), store.settle(sent)).ending(PassResult.IDLE);
    }

    private Beside<Settled> beside(List<Entry> sent, Reading next) {
        if (next == null && sent.isEmpty()) {
            return Beside.done(new Settled(0, null));
        }
        if (next == null) {
            return Beside.begin(() -> new Settled(store.settle(sent), null), batching.beside());
        }
        return Beside.begin(() -> store.settleAndRead(sent, next), batching.beside());
    }

    private Reading reading(ShardLeases.Hold hold, List<Entry> without) {
        return new Reading(hold.shards(), readings++, batching.size(), without);
    }

    private void record(ShardLeases.Hold hold, AsideChange change) throws SQLException {
        if (!change.isEmpty()) {
            store.aside().change(hold.shards(), change);
        }
    }
}
