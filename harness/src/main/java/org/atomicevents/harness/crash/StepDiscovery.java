package org.atomicevents.harness.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.atomicevents.harness.crash.Commands.Answer;
import org.atomicevents.harness.history.Observation.Outcome;
import org.atomicevents.harness.run.CaseResult.Phase;
import org.atomicevents.harness.trace.CrashPoint;
import org.atomicevents.harness.trace.ReachedStep;
import org.atomicevents.harness.trace.StepId;
import org.atomicevents.harness.trace.Trace;

/** Finds out, without any fault, who takes part in a strategy and which steps they take. */
final class StepDiscovery {

    /** Everyone who may take part, in the order in which an event passes them. */
    private static final List<String> ROLES = List.of("command", "relay", "consumer");

    private static final int RUNS = 3;
    private static final Duration PLAYS_WITHIN = Duration.ofSeconds(20);

    private final TestBed testBed;
    private final String strategy;
    private final long seed;

    StepDiscovery(TestBed testBed, String strategy, long seed) {
        this.testBed = testBed;
        this.strategy = strategy;
        this.seed = seed;
    }

    /** The result: the roles that take part, and their steps. */
    record Found(List<String> roles, Trace trace) {}

    /**
     * Traces a command {@value #RUNS} times.
     *
     * @throws IllegalStateException if a fault-free command does not reach its consumer
     */
    Found find() throws InterruptedException {
        List<String> roles = roles();
        List<List<ReachedStep>> runs = new ArrayList<>();
        for (int run = 1; run <= RUNS; run++) {
            CrashCase plan = plan(roles, run);
            FreshProducts.create(testBed, List.of(plan));
            testBed.conductor.begin(roles, null);
            if (testBed.setup.relayWaits()) {
                testBed.conductor.awaitWaiting("relay", PLAYS_WITHIN);
            }
            change(plan, () -> testBed.conductor.awaitComplete(PLAYS_WITHIN));
            runs.add(testBed.conductor.end());
            FreshProducts.awaitEffect(testBed, plan, plan.command());
        }
        return new Found(roles, Trace.of(runs));
    }

    private List<String> roles() throws InterruptedException {
        CrashCase plan = plan(ROLES, 0);
        FreshProducts.create(testBed, List.of(plan));
        testBed.conductor.rehearse(ROLES);
        change(plan, () -> testBed.conductor.awaitWorked("consumer", PLAYS_WITHIN));
        List<ReachedStep> reached = testBed.conductor.end();
        FreshProducts.awaitEffect(testBed, plan, plan.command());
        return ROLES.stream()
                .filter(role -> Trace.of(List.of(reached)).steps().stream()
                        .anyMatch(step -> step.role().equals(role)))
                .toList();
    }

    private interface Ending {
        boolean comes() throws InterruptedException;
    }

    private void change(CrashCase plan, Ending ending) throws InterruptedException {
        var answer = testBed.commands.change(strategy, plan.product(), plan.command(), plan.price(2));
        if (!ending.comes()) {
            List<ReachedStep> reached = testBed.conductor.end();
            Answer last = answer.join();
            throw new IllegalStateException(
                    "A fault-free command through %s was answered %s, but its event did not pass the consumer in %d s; it went: %s"
                            .formatted(strategy, last.text(), PLAYS_WITHIN.toSeconds(), reached));
        }
        Answer known = answer.join();
        if (known.outcome() != Outcome.OK) {
            throw new IllegalStateException("A fault-free command through " + strategy + " failed: " + known.text());
        }
    }

    private CrashCase plan(List<String> roles, int run) {
        CrashPoint none = new CrashPoint(new StepId("trace", "run", run + 1), Phase.BEFORE);
        return CrashCase.of(strategy, none, roles, seed, 1);
    }
}
