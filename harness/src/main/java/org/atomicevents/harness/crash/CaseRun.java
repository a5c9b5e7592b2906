package org.atomicevents.harness.crash;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
import org.atomicevents.harness.run.Run.Promise;
import org.atomicevents.harness.trace.CrashPoint;

/** Plays one case from the command to the verdict. The server must run and be at rest, and the product must exist. */
final class CaseRun {

    private static final Duration FIRES_WITHIN = Duration.ofSeconds(30);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);
    private static final String APPLICATION = "application";

    private final TestBed scene;
    private final CrashCase plan;
    private final Fault fault;
    private final Duration recoversWithin;
    private final CaseFolder folder;
    private History history;
    private InDoubtWatch watch;
    private long routedAtFault;
    private long boot;
    private Map<String, String> state = Map.of();

    CaseRun(TestBed scene, CrashCase plan, Duration recoversWithin, CaseFolder folder) {
        this.scene = scene;
        this.plan = plan;
        this.fault = plan.fault();
        this.recoversWithin = recoversWithin;
        this.folder = folder;
    }

    /** Plays it, judges it against {@code promise}, and leaves the evidence in its folder. */
    CaseResult run(Promise promise) throws InterruptedException {
        folder.begin(scene.server(), plan, fault);
        try (History started = History.start(folder.path())) {
            history = started;
            scene.watch(history);
            boolean fired = play();
            long ready = history.now();
            new Quiescence(scene, plan, history, recoversWithin).prove();
            new Collector(scene, plan, history).collect(routedAtFault);
            closeWatch();
            Judgement judgement = Checker.judge(history.observations(), promise.under(fault.name()));
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
                    Timeline.of(history.observations(), scene.onlooker.moments()),
                    plan.folder(),
                    plan.again());
            folder.end(scene.server(), result, judgement.undecided());
            return result;
        } finally {
            closeWatch();
            scene.onlooker.unwatch();
        }
    }

    private void closeWatch() {
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }

    /** True if the fault fired; the server runs again either way. */
    private boolean play() throws InterruptedException {
        CrashPoint point = plan.point();
        String step = point.step().toString();
        record(plan.creation(), 1);
        history.add(at -> new Answered(at, plan.creation(), Outcome.OK, "before the case"));
        scene.conductor.begin(plan.roles(), point);
        if (scene.staging.relayWaits()) {
            scene.conductor.awaitParked("relay", FIRES_WITHIN);
        }
        history.add(at -> new FaultArmed(at, step, point.phase(), fault.name()));
        record(plan.command(), 2);
        CompletableFuture<Void> answered = scene.commands
                .change(plan.strategy(), plan.product(), plan.command(), plan.price(2))
                .thenAccept(this::answered);
        boolean fired = scene.conductor.awaitFired(FIRES_WITHIN);
        if (fired) {
            awaitAnswerThatIsOnItsWay(answered);
            history.add(at -> new FaultFired(at, step, point.phase(), fault.name(), fault.process()));
            fault.strike(new Situation(scene.stack, plan.product(), plan.command()));
            history.add(at -> new Exited(at, fault.process(), fault.name()));
            watch = scene.watchInDoubt(history);
            state = DurableState.of(scene, plan);
            history.add(at -> new StateSeen(at, state));
            routedAtFault = DurableState.routed(scene, plan);
            restart();
        }
        scene.conductor.end();
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
        scene.conductor.end();
        scene.onlooker.restarted();
        history.add(at -> new BootStarted(at, APPLICATION));
        scene.server().restart();
        boot = scene.server().boot().toMillis();
        history.add(at -> new BootReady(at, APPLICATION));
    }

    private void record(String command, long version) {
        scene.onlooker.expect(command, plan.product(), version);
        history.add(at -> new Invoked(at, command, plan.product(), version));
    }

    private void answered(Answer answer) {
        history.add(at -> new Answered(at, plan.command(), answer.outcome(), answer.text()));
    }
}
