package org.atomicevents.outbox.relay;

import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.atomicevents.broker.Broker;
import org.atomicevents.outbox.store.Aside;
import org.atomicevents.outbox.store.AsideChange;
import org.atomicevents.outbox.store.Batch;
import org.atomicevents.outbox.store.OutboxStore;
import org.atomicevents.relay.PollDelay;
import org.atomicevents.relay.PollLoop;
import org.atomicevents.relay.RetryPolicy;

/**
 * Moves the outbox entries of its shards to the broker.
 *
 * <ol>
 *   <li>Read a batch, in no transaction; nothing is written.
 *   <li>Send it, in no database transaction.
 *   <li>Delete the entries that arrived, one statement. In a short transaction, if there is a reason, put aside what was refused and what
 *       follows it.
 *   <li>While batches are full, the first and the third step are done on another thread while the next batch is sent.
 *   <li>The same for what stands aside and whose time has come.
 * </ol>
 *
 * <p>One thread at a time per instance; any number of instances and servers per database, each with shards of its own. A JVM that dies
 * between 2 and 3 leaves its shards: when its lease has ended, another relay sends the last one or two batches again, and the broker recognises the copies.
 */
public final class Relay {

    /**
     * @param size the number of entries in a batch
     * @param beside runs the database's part of one batch while another is sent; without a free thread it costs time and no more
     */
    public record Batching(int size, Executor beside) {}

    private final Aside aside;
    private final ShardLeases leases;
    private final Broker broker;
    private final RetryPolicy retry;
    private final Batching batching;
    private final BatchRun fromOutbox;

    public Relay(OutboxStore store, ShardLeases leases, Broker broker, RetryPolicy retry, Batching batching) {
        this.aside = store.aside();
        this.leases = Objects.requireNonNull(leases);
        this.broker = Objects.requireNonNull(broker);
        this.retry = Objects.requireNonNull(retry);
        this.batching = Objects.requireNonNull(batching);
        this.fromOutbox = new BatchRun(store, broker, retry, batching);
    }

    /**
     * One bounded pass: at most sixteen batches of what waits, and half a batch of what stands aside.
     *
     * @throws SQLException if the database failed; what could not be recorded is sent again
     */
    public Pass pass() throws SQLException {
        try (ShardLeases.Hold hold = leases.hold()) {
            if (hold.isOver()) {
                return Pass.NOTHING;
            }
            Pass waiting = fromOutbox.make(hold);
            return waiting.unreachable() || hold.isOver() ? waiting : waiting.and(fromAside(hold));
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

    private Pass fromAside(ShardLeases.Hold hold) throws SQLException {
        Batch batch = aside.due(hold.shards(), (batching.size() + 1) / 2);
        if (batch.isEmpty() || hold.isOver()) {
            return Pass.NOTHING;
        }
        Outcome outcome = Outcome.of(batch.entries(), broker.send(batch.events()));
        AsideChange change = outcome.staying(batch, retry);
        if (!change.isEmpty()) {
            aside.change(hold.shards(), change);
        }
        int arrived = outcome.arrived().size();
        return Pass.of(batch, change).settled(arrived, arrived).ending(outcome.end(batch));
    }
}
