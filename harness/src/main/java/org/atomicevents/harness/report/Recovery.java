package org.atomicevents.harness.report;

import java.util.List;
import java.util.function.ToLongFunction;
import org.atomicevents.harness.run.CaseResult;
import org.atomicevents.harness.run.CaseResult.Verdict;
import org.atomicevents.harness.run.Run;

/**
 * The recovery times, and the time of a case beside the server's own boot.
 *
 * @param ratio median case over median boot, empty if one of them is missing
 */
record Recovery(
        List<Row> rows, String medianCase, String medianBoot, double bootSeconds, String ratio, boolean inBound) {

    /** A case may cost at most this many of the server's own boots, in the median. */
    static final double BOUND = 1.7;

    record Row(String strategy, Spread recovery, Spread inDoubt, Spread total) {}

    /** @param dots every case, for the chart */
    record Spread(String median, String worst, List<Dot> dots) {}

    record Dot(double seconds, String label) {}

    static Recovery of(Run run, List<Suite> suites) {
        List<Long> totals = suites.stream()
                .flatMap(suite -> timed(suite).stream())
                .map(result -> result.times().total())
                .toList();
        double typical = Figures.median(totals);
        double boot = Figures.median(run.boots());
        double ratio = boot > 0 && typical > 0 ? typical / boot : 0;
        return new Recovery(
                suites.stream()
                        .filter(suite -> !timed(suite).isEmpty())
                        .map(Recovery::row)
                        .toList(),
                totals.isEmpty() ? "" : Figures.duration(Math.round(typical)),
                run.boots().isEmpty() ? "" : Figures.duration(Math.round(boot)),
                boot / 1_000,
                ratio > 0 ? Figures.format("%.2f", ratio) : "",
                ratio <= BOUND);
    }

    /** Of the cases that really were killed and came back. */
    static List<Long> recoveries(Suite suite) {
        return timed(suite).stream()
                .filter(result -> result.verdict() != Verdict.NOT_RECOVERED)
                .map(result -> result.times().recovery())
                .toList();
    }

    private static List<CaseResult> timed(Suite suite) {
        return suite.cases().stream().filter(CaseResult::fired).toList();
    }

    private static Row row(Suite suite) {
        return new Row(
                suite.id(),
                spread(suite, result -> result.times().recovery()),
                inDoubt(spread(suite, result -> result.times().inDoubt())),
                spread(suite, result -> result.times().total()));
    }

    private static Spread spread(Suite suite, ToLongFunction<CaseResult> time) {
        List<CaseResult> cases = timed(suite);
        List<Long> values = cases.stream().map(time::applyAsLong).toList();
        return new Spread(
                Figures.duration(Math.round(Figures.median(values))),
                Figures.duration(
                        values.stream().mapToLong(Long::longValue).max().orElse(0)),
                cases.stream()
                        .map(result -> new Dot(
                                time.applyAsLong(result) / 1_000.0,
                                Suite.phase(result) + " " + suite.number(result.step())))
                        .toList());
    }

    private static Spread inDoubt(Spread spread) {
        String none = Figures.duration(0);
        return new Spread(
                spread.median().equals(none) ? "none" : spread.median(),
                spread.worst().equals(none) ? "none" : spread.worst(),
                spread.dots());
    }
}
