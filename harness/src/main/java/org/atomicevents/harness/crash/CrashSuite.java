package org.atomicevents.harness.crash;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.atomicevents.Guarantees;
import org.atomicevents.harness.run.CaseResult;
import org.atomicevents.harness.run.CaseResult.Phase;
import org.atomicevents.harness.run.CaseResult.Verdict;
import org.atomicevents.harness.run.Run.SelfTest;
import org.atomicevents.harness.run.Run.Step;
import org.atomicevents.harness.run.Run.StrategyRun;
import org.atomicevents.harness.trace.CrashPoint;
import org.atomicevents.harness.trace.Sites;
import org.atomicevents.harness.trace.StepId;
import org.atomicevents.servers.Installation;
import org.atomicevents.servers.progress.Progress;

/**
 * Kills a server before and after every step of every strategy, and says what came of it. For one thread; starts its own
 * servers, which end with the call, with SIGINT or SIGTERM, or, after a SIGKILL, when the next run starts.
 */
public final class CrashSuite {

    private static final Duration RECOVERS_WITHIN = Duration.ofSeconds(60);
    private static final Duration PLANTED_RECOVERS_WITHIN = Duration.ofSeconds(12);

    /**
     * The cases to run.
     *
     * @param strategies by id, in this order
     * @param cases which of the discovered crash points, by {@link CaseResult#id()}
     * @param repetitions of each case, one after the other, on fresh products
     * @param seed the same seed gives the same ids of products and commands
     * @param folder of the run; servers, rules and case folders go below
     */
    public record Selection(List<String> strategies, Predicate<String> cases, int repetitions, long seed, Path folder) {

        /** Every crash point of {@code strategies}, once. */
        public static Selection all(List<String> strategies, Path folder) {
            return new Selection(strategies, anything -> true, 1, 1, folder);
        }

        /**
         * One case by its id, such as {@code xa/command/xa.prepare(database)#1:before}.
         *
         * @throws IllegalArgumentException if it is not formed like one
         */
        public static Selection one(String id, Path folder) {
            if (!id.contains("/")) {
                throw new IllegalArgumentException("'" + id + "' is no case: expected strategy/step:phase");
            }
            String strategy = id.substring(0, id.indexOf('/'));
            String rest = id.substring(strategy.length() + 1);
            boolean isExtra = StrategySetup.of(strategy).extraFaults().stream()
                    .anyMatch(extraFault -> extraFault.name().equals(rest));
            if (!isExtra) {
                CrashPoint.parse(rest);
            }
            return new Selection(List.of(strategy), id::equals, 1, 1, folder);
        }
    }

    /** The result of a run; {@code boots} as in {@code Run#boots}. */
    public record Result(List<Long> boots, List<StrategyRun> strategies) {}

    private final Installation installation;

    public CrashSuite(Installation installation) {
        this.installation = installation;
    }

    /** The ids of all strategies that can be crashed, in the order of the report. */
    public static List<String> strategies() {
        return List.copyOf(StrategySetup.all());
    }

    /**
     * Traces each strategy in a stack of its own, then runs its cases.
     *
     * @throws IllegalStateException if the servers do not start, a strategy is unknown, or a fault-free command fails
     */
    public Result run(Selection selection) throws InterruptedException {
        List<Long> boots = new ArrayList<>();
        List<StrategyRun> runs = new ArrayList<>();
        selection.strategies().forEach(StrategySetup::of);
        for (String strategy : selection.strategies()) {
            TestBed testBed = open(selection.folder().resolve("servers").resolve(strategy), strategy, List.of());
            StrategyCases cases = new StrategyCases(strategy, selection, testBed);
            try {
                boots.add(cleanBoot(testBed));
                runs.add(cases.run());
            } finally {
                cases.testBed().close();
            }
        }
        Progress.say("boots without recovery: " + boots + " ms");
        return new Result(boots, runs);
    }

    /** Plants each of {@code bugs} in a server of its own, and runs the one case that must go red. */
    public List<SelfTest> selfTest(List<PlantedBug> bugs, Path folder) throws InterruptedException {
        List<SelfTest> tests = new ArrayList<>();
        for (PlantedBug bug : bugs) {
            Path own = folder.resolve(bug.name().toLowerCase(java.util.Locale.ROOT));
            CrashPoint point = CrashPoint.parse(bug.point());
            try (TestBed testBed = open(own, bug.strategy(), List.of(bug.script()))) {
                Guarantees guarantees = guarantees(testBed, bug.strategy());
                List<String> roles =
                        new StepDiscovery(testBed, bug.strategy(), 1).find().roles();
                CrashCase plan = CrashCase.of(bug.strategy(), point, roles, 1, 1);
                FreshProducts.create(testBed, List.of(plan));
                CaseResult result = runCase(testBed, plan, guarantees, own, PLANTED_RECOVERS_WITHIN);
                boolean caught = bug.isCaughtBy(result);
                Progress.say("%s: %s at %s".formatted(bug.title(), caught ? "caught" : "MISSED", bug.predictedAt()));
                tests.add(new SelfTest(
                        bug.title(),
                        List.of(bug.predictedAt()),
                        result.verdict() == Verdict.HOLDS ? List.of() : List.of(result.id()),
                        caught));
            }
        }
        return tests;
    }

    private TestBed open(Path folder, String strategy, List<String> scripts) {
        try {
            return TestBed.open(installation, folder, strategy, scripts);
        } catch (SQLException | JMSException e) {
            throw new IllegalStateException("The servers started but do not answer; see the logs in " + folder, e);
        }
    }

    /** A start after a kill with nothing in flight, so that there is nothing to recover. */
    private static long cleanBoot(TestBed testBed) {
        testBed.server().kill();
        testBed.server().restart();
        return testBed.server().boot().toMillis();
    }

    private Guarantees guarantees(TestBed testBed, String strategy) throws InterruptedException {
        try {
            Map<String, Guarantees> guaranteesByStrategy = testBed.commands.guarantees();
            Guarantees guarantees = guaranteesByStrategy.get(strategy);
            if (guarantees == null) {
                throw new IllegalStateException("Strategy '" + strategy + "' is not deployed or refused; available are "
                        + guaranteesByStrategy.keySet() + ". See GET /catalog/strategies for the reason.");
            }
            return guarantees;
        } catch (IOException e) {
            throw new IllegalStateException("The application does not say what its strategies promise", e);
        }
    }

    private CaseResult runCase(
            TestBed testBed, CrashCase plan, Guarantees guarantees, Path folder, Duration recoversWithin)
            throws InterruptedException {
        return new CaseRun(testBed, plan, recoversWithin, new CaseFolder(plan.in(folder))).run(guarantees);
    }

    /** One strategy's cases; holds the test bed because a server that did not recover is replaced. */
    private final class StrategyCases {

        private final String strategy;
        private final Selection selection;
        private TestBed testBed;
        private int replaced;

        StrategyCases(String strategy, Selection selection, TestBed testBed) {
            this.strategy = strategy;
            this.selection = selection;
            this.testBed = testBed;
        }

        TestBed testBed() {
            return testBed;
        }

        StrategyRun run() throws InterruptedException {
            Guarantees guarantees = guarantees(testBed, strategy);
            StepDiscovery.Found found = new StepDiscovery(testBed, strategy, selection.seed()).find();
            tell(found);
            List<CrashCase> plans = plans(found);
            if (plans.isEmpty()) {
                throw new IllegalStateException(
                        "No crash point of %s is selected; it has those listed above, each :before and :after"
                                .formatted(strategy));
            }
            Progress progress = Progress.of(strategy, plans.size());
            FreshProducts.create(testBed, plans);
            List<CaseResult> results = new ArrayList<>();
            for (CrashCase plan : plans) {
                CaseResult result = runCase(testBed, plan, guarantees, selection.folder(), RECOVERS_WITHIN);
                results.add(result);
                progress.done(plan.id().substring(strategy.length() + 1) + " " + result.verdict());
                if (result.verdict() == Verdict.NOT_RECOVERED) {
                    replace(plans.subList(results.size(), plans.size()));
                }
            }
            return new StrategyRun(
                    strategy,
                    guarantees,
                    found.trace().steps().stream().map(CrashSuite::step).toList(),
                    found.trace().unstable().stream().map(StepId::toString).toList(),
                    results);
        }

        private void tell(StepDiscovery.Found found) {
            Progress.say("%s: %d steps, by %s"
                    .formatted(strategy, found.trace().steps().size(), found.roles()));
            int number = 0;
            for (StepId step : found.trace().steps()) {
                Progress.say("  %2d %-50s %s".formatted(++number, step, Sites.phrase(step.site())));
            }
            found.trace().same().forEach(step -> Progress.say("   = " + step + " (leaves what its neighbours leave)"));
            found.trace().unstable().forEach(step -> Progress.say("   ? " + step + " (not in every trace)"));
        }

        private List<CrashCase> plans(StepDiscovery.Found found) {
            List<CrashCase> plans = new ArrayList<>();
            for (StepId step : found.trace().steps()) {
                for (Phase phase : Phase.values()) {
                    for (int repetition = 1; repetition <= selection.repetitions(); repetition++) {
                        CrashPoint point = new CrashPoint(step, phase);
                        plans.add(CrashCase.of(strategy, point, found.roles(), selection.seed(), repetition));
                    }
                }
            }
            for (ExtraFault extraFault : testBed.setup.extraFaults()) {
                plans.add(CrashCase.of(strategy, extraFault, found.roles(), selection.seed(), 1));
            }
            return plans.stream()
                    .filter(plan -> selection.cases().test(plan.id()))
                    .toList();
        }

        /** A case that did not recover would be found again by every later one. */
        private void replace(List<CrashCase> stillToPlay) throws InterruptedException {
            Progress.say("starting afresh, because the last case did not recover");
            testBed.close();
            testBed = open(
                    selection.folder().resolve("servers").resolve(strategy + "-" + ++replaced), strategy, List.of());
            FreshProducts.create(testBed, stillToPlay);
        }
    }

    private static Step step(StepId id) {
        return new Step(id.toString(), id.role(), Sites.target(id.site()), Sites.phrase(id.site()));
    }
}
