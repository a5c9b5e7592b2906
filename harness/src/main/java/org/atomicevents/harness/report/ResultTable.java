package org.atomicevents.harness.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.atomicevents.Anomaly;
import org.atomicevents.harness.run.CaseResult;
import org.atomicevents.harness.run.CaseResult.Verdict;

/** The answer as a table: one strategy a row, one way to go wrong or to cost a column. */
record ResultTable(List<Column> columns, List<Row> rows, boolean costsKnown) {

    /** @param hint what the column counts, for a reader who has never seen it */
    record Column(String title, String hint) {}

    record Row(String strategy, String cases, List<Cell> cells) {}

    /** @param note a smaller second line, may be empty */
    record Cell(Mark mark, String text, String note) {}

    private record Harm(Column column, Set<Anomaly> anomalies) {}

    private static final List<Harm> HARMS = List.of(
            new Harm(
                    new Column("Lost", "crash points after which a change was never announced, or was itself lost"),
                    Set.of(Anomaly.LOST, Anomaly.ACK_LOST, Anomaly.STRANDED, Anomaly.GAP)),
            new Harm(
                    new Column("Phantom", "crash points after which something was announced that never happened"),
                    Set.of(Anomaly.PHANTOM)),
            new Harm(
                    new Column("Effect twice", "crash points after which the consumer applied one event twice"),
                    Set.of(Anomaly.DUP_EFFECT)),
            new Harm(
                    new Column("Reordered", "crash points after which events of one subject changed places"),
                    Set.of(Anomaly.REORDER)),
            new Harm(
                    new Column("Duplicate at broker", "crash points after which the broker carried one event twice"),
                    Set.of(Anomaly.DUP_BROKER)));

    /** A column each, where they were seen at all. */
    private static final List<Harm> OPTIONAL = List.of(
            new Harm(
                    new Column("Early", "crash points at which a consumer saw the event before its row"),
                    Set.of(Anomaly.EARLY)),
            new Harm(
                    new Column("Heuristic", "crash points after which a resource had decided on its own"),
                    Set.of(Anomaly.HEURISTIC)),
            new Harm(
                    new Column("Residue", "crash points after which something was left behind for good"),
                    Set.of(Anomaly.RESIDUE)));

    private static final Column IN_DOUBT =
            new Column("Longest in doubt", "how long a prepared transaction held its locks after the kill, at worst");
    private static final Column RECOVERY =
            new Column("Recovery", "from the server being ready again to everything settled: median, and worst");
    private static final Column COST = new Column(
            "Commit cost", "the same transaction without any event, divided by this one: commits per second");

    static ResultTable of(List<Suite> suites, Benchmarks benchmarks) {
        List<Harm> harms = new ArrayList<>(HARMS);
        OPTIONAL.stream()
                .filter(harm -> suites.stream()
                        .anyMatch(suite -> !suite.with(harm.anomalies()).isEmpty()))
                .forEach(harms::add);
        List<Column> columns = new ArrayList<>(harms.stream().map(Harm::column).toList());
        columns.addAll(List.of(IN_DOUBT, RECOVERY, COST));
        List<Row> rows =
                suites.stream().map(suite -> row(suite, harms, benchmarks)).toList();
        return new ResultTable(columns, rows, benchmarks.commitCosts().known());
    }

    private static Row row(Suite suite, List<Harm> harms, Benchmarks benchmarks) {
        List<Cell> cells =
                new ArrayList<>(harms.stream().map(harm -> harm(suite, harm)).toList());
        cells.addAll(List.of(inDoubt(suite), recovery(suite), cost(suite, benchmarks)));
        return new Row(suite.id(), Figures.counted(suite.cases().size(), "kill"), cells);
    }

    private static Cell harm(Suite suite, Harm harm) {
        List<CaseResult> seen = suite.with(harm.anomalies());
        if (suite.decided().isEmpty() && seen.isEmpty()) {
            return new Cell(Mark.NOT_RUN, "–", "");
        }
        return new Cell(
                Mark.of(suite.findings(harm.anomalies())),
                Integer.toString(seen.size()),
                "of " + suite.decided().size());
    }

    private static Cell inDoubt(Suite suite) {
        if (suite.decided().isEmpty()) {
            return new Cell(Mark.NOT_RUN, "–", "");
        }
        long longest = suite.cases().stream()
                .mapToLong(result -> result.times().inDoubt())
                .max()
                .orElse(0);
        if (longest == 0) {
            return new Cell(Mark.of(Verdict.HOLDS), "never", "");
        }
        boolean promised = suite.strategy().guarantees().admits(Anomaly.IN_DOUBT);
        return new Cell(Mark.of(promised ? Verdict.ADMITTED : Verdict.VIOLATED), Figures.duration(longest), "");
    }

    private static Cell recovery(Suite suite) {
        List<Long> times = Recovery.recoveries(suite);
        if (times.isEmpty()) {
            return new Cell(Mark.NOT_RUN, "–", "");
        }
        long worst = times.stream().mapToLong(Long::longValue).max().orElseThrow();
        return new Cell(
                stuck(suite) ? Mark.of(Verdict.NOT_RECOVERED) : null,
                Figures.duration(Math.round(Figures.median(times))),
                "worst " + Figures.duration(worst));
    }

    private static boolean stuck(Suite suite) {
        return suite.cases().stream().anyMatch(result -> result.verdict() == Verdict.NOT_RECOVERED);
    }

    private static Cell cost(Suite suite, Benchmarks benchmarks) {
        return benchmarks
                .commitCosts()
                .of(suite.id())
                .map(ratio -> new Cell(null, Figures.times(ratio.value()), ratio.interval()))
                .orElse(new Cell(Mark.NOT_RUN, "–", ""));
    }
}
