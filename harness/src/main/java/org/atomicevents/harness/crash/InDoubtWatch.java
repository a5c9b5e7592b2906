package org.atomicevents.harness.crash;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.atomicevents.harness.history.History;
import org.atomicevents.harness.history.Observation.InDoubt;
import org.atomicevents.harness.history.Observation.Side;
import org.atomicevents.servers.ArtemisManagement;

/** Samples the prepared branches of both sides from the fault on, until it is closed. */
final class InDoubtWatch implements AutoCloseable {

    private static final long EVERY_NANOS = 50_000_000;

    /** A branch, and between which samples it was seen. */
    private record Seen(Side side, String branch, long from, long to) {}

    private final History history;
    private final DatabaseQueries database;
    private final ArtemisManagement broker;
    private final Map<String, Seen> seen = new LinkedHashMap<>();
    private final Thread sampler = new Thread(this::sample, "in-doubt-watch");
    private volatile boolean closing;
    private volatile RuntimeException failure;

    private InDoubtWatch(History history, DatabaseQueries database, ArtemisManagement broker) {
        this.history = history;
        this.database = database;
        this.broker = broker;
    }

    /** Looks once, then goes on in a thread of its own; until the end the two connections are for it alone. */
    static InDoubtWatch start(History history, DatabaseQueries database, ArtemisManagement broker) {
        InDoubtWatch watch = new InDoubtWatch(history, database, broker);
        watch.look();
        watch.sampler.setDaemon(true);
        watch.sampler.start();
        return watch;
    }

    private void sample() {
        try {
            while (!closing) {
                LockSupport.parkNanos(EVERY_NANOS);
                look();
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private synchronized void look() {
        note(Side.DATABASE, database.prepared());
        note(Side.BROKER, broker.preparedTransactions());
    }

    private void note(Side side, List<String> branches) {
        long now = history.now();
        for (String branch : branches) {
            seen.merge(
                    side + branch,
                    new Seen(side, branch, now, now),
                    (first, again) -> new Seen(side, branch, first.from(), now));
        }
    }

    /**
     * Ends the sampling and records every branch it saw.
     *
     * @throws RuntimeException why the sampling ended early, if it did: what it did not see is not known
     */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(sampler);
        try {
            sampler.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
        look();
        List<String> left = database.prepared();
        List<String> leftAtBroker = broker.preparedTransactions();
        seen.values().forEach(branch -> {
            boolean resolved = !(branch.side() == Side.DATABASE ? left : leftAtBroker).contains(branch.branch());
            history.add(at -> new InDoubt(
                    at, branch.from(), branch.to(), BranchNames.brief(branch.branch()), branch.side(), resolved));
        });
    }
}
