package org.atomicevents.outbox.relay;

import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import org.atomicevents.broker.Broker;
import org.atomicevents.outbox.store.Aside;
import org.atomicevents.outbox.store.AsideChange;
import org.atomicevents.outbox.store.Batch;
import org.atomicevents.outbox.store.OutboxStore;
import org.atomicevents.outbox.store.Reading;
import org.atomicevents.outbox.store.Settled;
import org.atomicevents.outbox.store.Shards;
import org.atomicevents.relay.PassResult;
import org.atomicevents.relay.PollDelay;
import org.atomicevents.relay.PollLoop;
import org.atomicevents.relay.RetryPolicy;

/**
 * Moves the outbox entries of its shards to the broker.
 *
 * <ol>
 *   <li>Read a batch, in no transaction; nothing is written. While there is more, it was read together with the last settlement.
 *   <li>Send it, in no database transaction.
 *   <li>Delete the entries that arrived, one statement. In a short transaction, if there is a reason, put aside what was refused and what
 *       follows it.
 *   <li>The same for what stands aside and whose time has come.
 * </ol>
 *
 * <p>One thread at a time per instance; any number of instances and servers per database, each with shards of its own. A JVM that dies
 * between 2 and 3 leaves its shards: when its lease has ended, another relay sends the batch again, and the broker recognises the copies.
 */
public final class Relay {

    /** The question costs a round trip, and what stands aside has waited already. */
    private static final int FULL_PASSES_WITHOUT_ASIDE = 8;

    private final OutboxStore store;
    private final Aside aside;
    private final ShardLeases leases;
    private final Broker broker;
    private final RetryPolicy retry;
    private final int batchSize;
    private long passes;
    private Batch readAhead;
    private Shards readOf;
    private int withoutAside;

    public Relay(OutboxStore store, ShardLeases leases, Broker broker, RetryPolicy retry, int batchSize) {
        this.store = Objects.requireNonNull(store);
        this.aside = store.aside();
        this.leases = Objects.requireNonNull(leases);
        this.broker = Objects.requireNonNull(broker);
        this.retry = Objects.requireNonNull(retry);
        this.batchSize = batchSize;
    }

    /**
     * One bounded pass: at most one batch of what waits and, at the latest in every eighth pass, half a batch of what stands aside.
     *
     * @throws SQLException if the database failed; what could not be recorded is sent again
     */
    public Pass pass() throws SQLException {
        try (ShardLeases.Hold hold = leases.hold()) {
            if (hold.isOver()) {
                return Pass.NOTHING;
            }
            Pass waiting = fromOutbox(hold);
            boolean asideToo = !waiting.full() || ++withoutAside >= FULL_PASSES_WITHOUT_ASIDE;
            return !asideToo || waiting.unreachable() || hold.isOver() ? waiting : waiting.and(fromAside(hold));
        }
    }

    /** A loop of passes that logs failures; not started yet. */
    public PollLoop pollLoop(PollDelay pollDelay, ScheduledExecutorService executor) {
        RelayLog log = new RelayLog("The relay's pass failed; it goes on, and sends again what it could not record");
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

    private Pass fromOutbox(ShardLeases.Hold hold) throws SQLException {
        Batch batch = batch(hold.shards());
        if (batch.isEmpty() || hold.isOver()) {
            return Pass.NOTHING;
        }
        Outcome outcome = send(batch);
        AsideChange change = outcome.leaving(batch, retry);
        boolean more = batch.full() && change.isEmpty() && !outcome.unreachable();
        int settled = more ? settleAndRead(outcome, hold.shards()) : store.settle(outcome.arrived());
        record(hold, change);
        return pass(batch, outcome, settled, change);
    }

    /** What the last pass has read already, if it is of the same shards, held since without a break. */
    private Batch batch(Shards mine) throws SQLException {
        Batch read = readAhead;
        readAhead = null;
        return read != null && readOf.equals(mine) ? read : store.read(reading(mine));
    }

    /** Only where nothing is put aside: what follows it would be in the next batch. */
    private int settleAndRead(Outcome outcome, Shards mine) throws SQLException {
        Settled settled = store.settleAndRead(outcome.arrived(), reading(mine));
        // Nothing may be out of date when the next pass begins.
        readAhead = settled.next().isEmpty() ? null : settled.next();
        readOf = mine;
        return settled.deleted();
    }

    private Reading reading(Shards mine) {
        return new Reading(mine, passes++, batchSize);
    }

    private Pass fromAside(ShardLeases.Hold hold) throws SQLException {
        withoutAside = 0;
        Batch batch = aside.due(hold.shards(), (batchSize + 1) / 2);
        if (batch.isEmpty() || hold.isOver()) {
            return Pass.NOTHING;
        }
        Outcome outcome = send(batch);
        AsideChange change = outcome.staying(batch, retry);
        record(hold, change);
        return pass(batch, outcome, outcome.arrived().size(), change);
    }

    private Outcome send(Batch batch) {
        return Outcome.of(batch.entries(), broker.send(batch.events()));
    }

    private void record(ShardLeases.Hold hold, AsideChange change) throws SQLException {
        if (!change.isEmpty()) {
            aside.change(hold.shards(), change);
        }
    }

    private static Pass pass(Batch batch, Outcome outcome, int settled, AsideChange change) {
        int parked = (int) change.refusals().stream()
                .filter(refusal -> refusal.delay().isEmpty())
                .count();
        return new Pass(
                batch.entries().size(),
                settled,
                change.refusals().size() - parked,
                parked,
                outcome.arrived().size() - settled,
                outcome.unreachable() ? PassResult.UNREACHABLE : batch.full() ? PassResult.FULL : PassResult.IDLE);
    }
}
