package org.atomicevents.harness.crash;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.atomicevents.harness.crash.Commands.Answer;
import org.atomicevents.harness.history.Observation.Outcome;

/** Fresh products, one a case, made and settled before any fault. */
final class FreshProducts {

    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(30);
    private static final long POLL_NANOS = 5_000_000;

    private FreshProducts() {}

    /**
     * Makes the product of each plan through the plan's strategy; returns when all have been applied at the consumer.
     *
     * @throws IllegalStateException if one is refused, or not applied in time
     */
    static void create(TestBed testBed, List<CrashCase> plans) throws InterruptedException {
        for (CrashCase plan : plans) {
            Answer answer = testBed.commands
                    .create(plan.strategy(), plan.product(), plan.creation())
                    .join();
            if (answer.outcome() != Outcome.OK) {
                throw new IllegalStateException("The product of case %s was not made through %s: %s"
                        .formatted(plan.id(), plan.strategy(), answer.text()));
            }
        }
        for (CrashCase plan : plans) {
            awaitEffect(testBed, plan, plan.creation());
        }
    }

    /** Returns when the command's effect is in the database. */
    static void awaitEffect(TestBed testBed, CrashCase plan, String command) throws InterruptedException {
        long deadline = System.nanoTime() + SETTLES_WITHIN.toNanos();
        while (testBed.database.effects(plan.product()).stream()
                .noneMatch(row -> row.id().equals(command))) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "Without any fault, the event of command %s through %s had no effect in %d s"
                                .formatted(command, plan.strategy(), SETTLES_WITHIN.toSeconds()));
            }
            LockSupport.parkNanos(POLL_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
