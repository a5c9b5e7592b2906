package org.atomicevents.harness.report;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.atomicevents.harness.run.Run;

/**
 * Everything the templates lay out. They decide nothing: what is not here is not on the page.
 *
 * @param folds per strategy, in protocol order
 */
record Page(
        Run run,
        When when,
        Answer answer,
        ResultTable result,
        WhichOne whichOne,
        List<String> promiseNames,
        List<Mark> marks,
        HeatMap heatMap,
        List<Protocol> protocols,
        List<Folds> folds,
        Recovery recovery,
        Benchmarks benchmarks,
        Trust trust) {

    record When(String started, String took) {}

    record Folds(String strategy, List<CaseFold> cases) {}

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    static Page of(Run run, Benchmarks benchmarks) {
        List<Suite> suites = run.strategies().stream().map(Suite::new).toList();
        return new Page(
                run,
                new When(
                        TIME.format(run.startedAt()),
                        Figures.duration(
                                Duration.between(run.startedAt(), run.endedAt()).toMillis())),
                Answer.of(suites),
                ResultTable.of(suites, benchmarks),
                WhichOne.of(suites, benchmarks.prices()),
                WhichOne.PROMISES,
                Mark.all(),
                HeatMap.of(suites),
                suites.stream().map(Protocol::of).toList(),
                suites.stream().map(Page::folds).toList(),
                Recovery.of(run, suites),
                benchmarks,
                Trust.of(run, suites));
    }

    private static Folds folds(Suite suite) {
        return new Folds(
                suite.id(),
                suite.casesInOrder().stream()
                        .map(result -> CaseFold.of(suite, result))
                        .toList());
    }
}
