package org.atomicevents.harness.crash;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.atomicevents.harness.crash.Commands.Answer;
import org.atomicevents.harness.history.History;
import org.atomicevents.harness.history.Observation.Answered;
import org.atomicevents.harness.history.Observation.Invoked;
import org.atomicevents.harness.history.Observation.NotQuiescent;
import org.atomicevents.harness.history.Observation.Outcome;
import org.atomicevents.harness.history.Observation.Quiescent;
import org.atomicevents.harness.history.Observation.RecoveryScan;
import org.atomicevents.harness.history.Observation.Sentinel;
import org.atomicevents.servers.Artemis;

/**
 * Proves that a case has come to rest, or says why it has not in the time allowed. For one thread.
 *
 * <p>At rest: nothing prepared in database or broker, nothing in the transaction log, two recovery scans in a row without a
 * change, a last command through the same strategy acknowledged and its effect applied, outbox and queue empty, and all of it
 * still so after a window for late duplicates.
 */
final class Quiescence {

    private static final Duration POLL = Duration.ofMillis(10);

    private static final Duration SCANS_WITHIN = Duration.ofSeconds(30);
    private static final int SCANS = 2;

    /** Longer than two polls of the relay and a redelivery by the broker. */
    private static final Duration LATE_DUPLICATES = Duration.ofMillis(250);

    private final TestBed testBed;
    private final CrashCase plan;
    private final History history;
    private final long deadline;

    Quiescence(TestBed testBed, CrashCase plan, History history, Duration atMost) {
        this.testBed = testBed;
        this.plan = plan;
        this.history = history;
        deadline = System.nanoTime() + atMost.toNanos();
    }

    /** True if it came to rest; recorded either way. */
    boolean prove() throws InterruptedException {
        CompletableFuture<Boolean> scans = CompletableFuture.supplyAsync(this::scanUntilUnchanged);
        boolean certain = await(() -> testBed.database.prepared().isEmpty());
        String sentinel = certain ? sendSentinel() : null;
        boolean applied = sentinel != null && await(() -> isApplied(sentinel));
        recordSentinel(sentinel, applied);
        // The scans take longest; the window for late duplicates passes meanwhile.
        boolean rest = applied
                && await(() -> pending().isEmpty())
                && staysAtRest()
                && scans.join()
                && pending().isEmpty();
        if (rest) {
            history.add(Quiescent::new);
            return true;
        }
        List<String> reasons = new ArrayList<>(pending());
        if (!applied) {
            reasons.add("the sentinel of product " + plan.product() + " was not applied");
        }
        if (!scans.join()) {
            reasons.add("recovery scans went on changing something, or failed");
        }
        history.add(at -> new NotQuiescent(at, reasons));
        return false;
    }

    private String sendSentinel() throws InterruptedException {
        for (int attempt = 1; System.nanoTime() < deadline; attempt++) {
            String id = plan.sentinel(attempt);
            long version = 1
                    + testBed.database.ledger(plan.product()).stream()
                            .mapToLong(DatabaseQueries.Row::version)
                            .max()
                            .orElse(0);
            testBed.recorder.expect(id, plan.product(), version);
            history.add(at -> new Invoked(at, id, plan.product(), version));
            Answer answer = testBed.commands
                    .changeFrom(version - 1, plan.strategy(), plan.product(), id, plan.price(version))
                    .join();
            history.add(at -> new Answered(at, id, answer.outcome(), answer.text()));
            if (answer.outcome() == Outcome.OK) {
                return id;
            }
            pause();
        }
        return null;
    }

    private void recordSentinel(String sentinel, boolean applied) {
        long version = sentinel == null
                ? 0
                : testBed.database.ledger(plan.product()).stream()
                        .filter(row -> row.id().equals(sentinel))
                        .mapToLong(DatabaseQueries.Row::version)
                        .findFirst()
                        .orElse(0);
        String id = sentinel == null ? plan.sentinel(1) : sentinel;
        history.add(at -> new Sentinel(at, id, plan.product(), version, sentinel != null, applied));
    }

    private boolean isApplied(String command) {
        return testBed.database.effects(plan.product()).stream()
                .anyMatch(row -> row.id().equals(command));
    }

    /** Parked entries do not count: they wait for an operator, not for time. */
    private List<String> pending() {
        List<String> pending = new ArrayList<>();
        testBed.database.prepared().forEach(gid -> pending.add("the database holds branch " + BranchNames.brief(gid)));
        testBed.broker
                .preparedTransactions()
                .forEach(branch -> pending.add("the broker holds branch " + BranchNames.brief(branch)));
        testBed.log.records().forEach(record -> pending.add("the transaction log holds " + record));
        testBed.backlog().stream()
                .filter(row -> !row.said().startsWith("parked"))
                .forEach(row -> pending.add("the " + testBed.backlogIn() + " holds " + row.id() + ", " + row.said()));
        long depth = testBed.broker.depth(Artemis.QUEUE);
        if (depth > 0) {
            pending.add("the queue holds " + depth + " messages");
        }
        return pending;
    }

    private List<String> doubts() {
        List<String> doubts = new ArrayList<>(testBed.log.records());
        try (DatabaseQueries own = testBed.openDatabase()) {
            doubts.addAll(own.prepared());
        }
        return doubts;
    }

    /** Runs beside the rest, so it uses nothing of the test bed that is for one thread. */
    private boolean scanUntilUnchanged() {
        int unchanged = 0;
        while (unchanged < SCANS && System.nanoTime() < deadline) {
            List<String> before = doubts();
            try {
                testBed.recovery.scan(SCANS_WITHIN);
            } catch (IOException notListeningYet) {
                LockSupport.parkNanos(POLL.toNanos());
                continue;
            }
            boolean changed = !before.equals(doubts());
            history.add(at -> new RecoveryScan(at, changed));
            unchanged = changed ? 0 : unchanged + 1;
        }
        return unchanged == SCANS;
    }

    private boolean staysAtRest() throws InterruptedException {
        int effects = testBed.database.effects(plan.product()).size();
        long end = System.nanoTime() + LATE_DUPLICATES.toNanos();
        while (System.nanoTime() < end) {
            if (!pending().isEmpty() || testBed.database.effects(plan.product()).size() != effects) {
                return await(() -> pending().isEmpty());
            }
            pause();
        }
        return true;
    }

    private boolean await(BooleanSupplier condition) throws InterruptedException {
        while (System.nanoTime() < deadline) {
            if (condition.getAsBoolean()) {
                return true;
            }
            pause();
        }
        return false;
    }

    private static void pause() throws InterruptedException {
        LockSupport.parkNanos(POLL.toNanos());
        if (Thread.interrupted()) {
            throw new InterruptedException("The case was interrupted");
        }
    }
}
