package org.atomicevents.harness.report;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.atomicevents.harness.run.CaseResult;
import org.atomicevents.harness.run.CaseResult.Phase;
import org.atomicevents.harness.run.CaseResult.Verdict;
import org.atomicevents.harness.run.Run;
import org.atomicevents.harness.run.Run.SelfTest;

/** The trust that the harness itself deserves: its plan, its work, and its limits. */
record Trust(List<Count> counts, Count total, List<Planted> planted, String plantedCaught) {

    /**
     * @param discovered crash points, two for each step
     * @param missing points that were discovered and not run
     */
    record Count(
            String strategy,
            long discovered,
            long run,
            long fired,
            long decided,
            long missing,
            List<String> unstable) {}

    record Planted(String bug, Mark mark, String word, List<String> predictedAt, List<String> caughtAt) {}

    static Trust of(Run run, List<Suite> suites) {
        List<Count> counts = suites.stream().map(Trust::count).toList();
        long caught = run.selfTests().stream().filter(SelfTest::passed).count();
        return new Trust(
                counts,
                new Count(
                        "all",
                        sum(counts, Count::discovered),
                        sum(counts, Count::run),
                        sum(counts, Count::fired),
                        sum(counts, Count::decided),
                        sum(counts, Count::missing),
                        List.of()),
                run.selfTests().stream().map(Trust::planted).toList(),
                caught + " of " + run.selfTests().size());
    }

    private static Count count(Suite suite) {
        long missing = suite.steps().stream()
                .mapToLong(step -> Stream.of(Phase.values())
                        .filter(phase -> suite.casesAt(step, phase).isEmpty())
                        .count())
                .sum();
        return new Count(
                suite.id(),
                suite.steps().size() * 2L,
                suite.cases().size(),
                suite.cases().stream().filter(CaseResult::fired).count(),
                suite.decided().size(),
                missing,
                suite.strategy().unstable());
    }

    private static Planted planted(SelfTest test) {
        return new Planted(
                test.bug(),
                Mark.of(test.passed() ? Verdict.HOLDS : Verdict.VIOLATED),
                test.passed() ? "caught" : "missed",
                test.predictedAt(),
                test.caughtAt());
    }

    private static long sum(List<Count> counts, ToLongFunction<Count> of) {
        return counts.stream().mapToLong(of).sum();
    }
}
