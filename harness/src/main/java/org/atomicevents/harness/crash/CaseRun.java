package org.atomicevents.harness.crash;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.atomicevents.Guarantees;
import org.atomicevents.harness.check.Checker;
import org.atomicevents.harness.check.Judgement;
import org.atomicevents.harness.crash.Commands.Answer;
import org.atomicevents.harness.fault.Fault;
import org.atomicevents.harness.fault.Situation;
import org.atomicevents.harness.history.History;
import org.atomicevents.harness.history.Observation.Answered;
import org.atomicevents.harness.history.Observation.BootReady;
import org.atomicevents.harness.history.Observation.BootStarted;
import org.atomicevents.harness.history.Observation.Exited;
import org.atomicevents.harness.history.Observation.FaultArmed;
import org.atomicevents.harness.history.Observation.FaultFired;
import org.atomicevents.harness.history.Observation.Invoked;
import org.atomicevents.harness.history.Observation.Outcome;
import org.atomicevents.harness.history.Observation.StateSeen;
import org.atomicevents.harness.run.CaseResult;
import org.atomicevents.harness.run.CaseResult.Times;
import org.atomicevents.harness.run.FaultName;
import org.atomicevents.harness.trace.CrashPoint;

/** Runs one case from the command to the verdict. The server must run and be at rest, and the product must exist. */
final class CaseRun {

    private static final Duration FIRES_WITHIN = Duration.ofSeconds(30);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);
    private static final String APPLICATION = "application";

    private final TestBed testBed;
    private final CrashCase plan;
    private final Fault fault;
    private final Duration recoversWithin;
    private final CaseFolder folder;
    private History history;
    private InDoubtWatch watch;
    private long routedAtFault;
    private long boot;
    private Map<String, String> state = Map.of();

    CaseRun(TestBed testBed, CrashCase plan, Duration recoversWithin, CaseFolder folder) {
        this.testBed = testBed;
        this.plan = plan;
        this.fault = plan.fault();
        this.recoversWithin = recoversWithin;
        this.folder = folder;
    }

    /** Runs it, judges it against {@code guarantees}, and leaves the evidence in its folder. */
    CaseResult run(Guarantees guarantees) throws InterruptedException {
        folder.begin(testBed.server(), plan, fault);
        try (History started = History.start(folder.path())) {
            history = started;
            testBed.watch(history);
            boolean fired = runToRestart();
            long ready = history.now();
            new Quiescence(testBed, plan, history, recoversWithin).prove();
            new Collector(testBed, plan, history).collect(routedAtFault);
            closeWatch();
            Judgement judgement =
                    Checker.judge(history.observations(), FaultName.guaranteesUnder(fault.name(), guarantees));
            long end = history.now();
            CaseResult result = new CaseResult(
                    plan.id(),
                    plan.strategy(),
                    plan.step(),
                    plan.point().phase(),
                    fault.name(),
                    fired,
                    judgement.verdict(),
                    judgement.findings(),
                    new Times(end, boot, end - ready, judgement.inDoubtMillis()),
                    state,
                    Timeline.of(history.observations(), testBed.recorder.moments()),
                    plan.folder(),
                    plan.again());
            folder.end(testBed.server(), result, judgement.undecided());
            return result;
        } finally {
            closeWatch();
            testBed.recorder.unwatch();
        }
    }

    private void closeWatch() {
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }

    /** True if the fault fired; the server runs again either way. */
    private boolean runToRestart() throws InterruptedException {
        CrashPoint point = plan.point();
        String step = point.step().toString();
        record(plan.creation(), 1);
        history.add(at -> new Answered(at, plan.creation(), Outcome.OK, "before the case"));
        testBed.conductor.begin(plan.roles(), point);
        if (testBed.setup.relayWaits()) {
            testBed.conductor.awaitWaiting("relay", FIRES_WITHIN);
        }
        history.add(at -> new FaultArmed(at, step, point.phase(), fault.name()));
        record(plan.command(), 2);
        CompletableFuture<Void> answered = testBed.commands
                .change(plan.strategy(), plan.product(), plan.command(), plan.price(2))
                .thenAccept(this::answered);
        boolean fired = testBed.conductor.awaitFired(FIRES_WITHIN);
        if (fired) {
            awaitAnswerThatIsOnItsWay(answered);
            history.add(at -> new FaultFired(at, step, point.phase(), fault.name(), fault.process()));
            fault.strike(new Situation(testBed.stack, plan.product(), plan.command()));
            history.add(at -> new Exited(at, fault.process(), fault.name()));
            watch = testBed.watchInDoubt(history);
            state = DurableState.of(testBed, plan);
            history.add(at -> new StateSeen(at, state));
            routedAtFault = DurableState.routed(testBed, plan);
            restart();
        }
        testBed.conductor.end();
        answered.orTimeout(ANSWERS_WITHIN.toSeconds(), TimeUnit.SECONDS)
                .exceptionally(stillOpen -> null)
                .join();
        return fired;
    }

    /** A command that has ended has been answered, but its client may not have read the answer yet. */
    private void awaitAnswerThatIsOnItsWay(CompletableFuture<Void> answered) {
        boolean over = !plan.point().step().role().equals("command");
        if (over) {
            answered.orTimeout(ANSWERS_WITHIN.toSeconds(), TimeUnit.SECONDS)
                    .exceptionally(noAnswer -> null)
                    .join();
        }
    }

    private void restart() {
        testBed.conductor.end();
        testBed.recorder.restarted();
        history.add(at -> new BootStarted(at, APPLICATION));
        testBed.server().restart();
        boot = testBed.server().boot().toMillis();
        history.add(at -> new BootReady(at, APPLICATION));
    }

    private void record(String command, long version) {
        testBed.recorder.expect(command, plan.product(), version);
        history.add(at -> new Invoked(at, command, plan.product(), version));
    }

    private void answered(Answer answer) {
        history.add(at -> new Answered(at, plan.command(), answer.outcome(), answer.text()));
    }
}
