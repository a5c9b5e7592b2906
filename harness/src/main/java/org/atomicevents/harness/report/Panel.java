package org.atomicevents.harness.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One family of benchmarks: a chart of what can be compared by eye, and a table of every number.
 *
 * @param percentiles whether the rows carry them
 */
record Panel(String id, String title, String note, List<Row> rows, boolean percentiles, Chart chart) {

    record Row(
            String label,
            boolean limit,
            String benchmark,
            int threads,
            String score,
            String error,
            String unit,
            String effort,
            List<String> percentiles) {}

    /** @param unit of the axis; scores of another unit are in the table only */
    record Chart(String unit, List<String> labels, List<Series> series) {}

    /** One bar per label; null where there is none. */
    record Series(String name, List<Bar> bars) {}

    record Bar(double value, double low, double high) {}

    static final List<String> PERCENTILES = List.of("50.0", "95.0", "99.0");

    static List<Panel> of(List<Score> scores) {
        List<Score> left = new ArrayList<>(scores);
        List<Panel> panels = new ArrayList<>();
        for (Naming.Family family : Naming.families()) {
            List<Score> members = left.stream().filter(family.members()).toList();
            left.removeAll(members);
            if (!members.isEmpty()) {
                panels.add(panel(family, members));
            }
        }
        return panels;
    }

    private static Panel panel(Naming.Family family, List<Score> members) {
        List<Score> ordered = members.stream()
                .sorted(Comparator.comparing(Naming::isLimit).thenComparingInt(Score::threads))
                .toList();
        boolean percentiles = ordered.stream().anyMatch(Score::sampled);
        return new Panel(
                family.id(),
                family.title(),
                family.note(),
                ordered.stream().map(Panel::row).toList(),
                percentiles,
                chart(ordered));
    }

    private static Row row(Score score) {
        return new Row(
                Naming.label(score),
                Naming.isLimit(score),
                score.type() + "." + score.method(),
                score.threads(),
                Figures.number(score.score()),
                Double.isFinite(score.error()) ? "± " + Figures.number(score.error()) : "not known",
                score.unit(),
                score.effort(),
                PERCENTILES.stream()
                        .map(key -> score.sampled()
                                ? score.percentile(key).map(Figures::number).orElse("–")
                                : "–")
                        .toList());
    }

    private static Chart chart(List<Score> scores) {
        String unit = scores.get(0).unit();
        List<Score> shown =
                scores.stream().filter(score -> score.unit().equals(unit)).toList();
        Set<String> labels = new LinkedHashSet<>();
        Map<String, Map<String, Bar>> series = new LinkedHashMap<>();
        for (Score score : shown) {
            labels.add(Naming.label(score));
            bars(score)
                    .forEach((name, bar) -> series.computeIfAbsent(name, n -> new LinkedHashMap<>())
                            .put(Naming.label(score), bar));
        }
        return new Chart(
                unit,
                List.copyOf(labels),
                series.entrySet().stream()
                        .map(entry -> new Series(
                                entry.getKey(),
                                labels.stream().map(entry.getValue()::get).toList()))
                        .toList());
    }

    private static Map<String, Bar> bars(Score score) {
        String threads = Figures.counted(score.threads(), "thread");
        Map<String, Bar> bars = new LinkedHashMap<>();
        double error = score.knownError();
        bars.put(
                score.sampled() ? "mean, " + threads : threads,
                new Bar(score.score(), Math.max(0, score.score() - error), score.score() + error));
        if (score.sampled()) {
            for (String key : PERCENTILES) {
                score.percentile(key)
                        .ifPresent(value ->
                                bars.put("p" + key.replace(".0", "") + ", " + threads, new Bar(value, value, value)));
            }
        }
        return bars;
    }
}
