package org.atomicevents.harness.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The measurements: every number straight from JMH's JSON.
 *
 * @param state whether there is something to show
 * @param file as {@code run.json} names it, empty if it names none
 * @param jvm the virtual machine that JMH names
 */
record Benchmarks(
        State state,
        String file,
        String jvm,
        List<Panel> panels,
        List<Comparison> comparisons,
        CommitCosts commitCosts,
        Prices prices) {

    enum State {
        NOT_MEASURED,
        FILE_MISSING,
        MEASURED
    }

    /** A ratio held against its minimum; the mark is null where no minimum is meant for these threads. */
    record Comparison(String text, int threads, String ratio, String interval, String minimum, Mark mark) {}

    /**
     * Reads JMH's JSON; a file that is named and not there is said on the page, not thrown.
     *
     * @throws IOException if the file is not JMH's JSON
     */
    static Benchmarks read(Path folder, String name) throws IOException {
        if (name == null) {
            return without(State.NOT_MEASURED, "");
        }
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return without(State.FILE_MISSING, name);
        }
        JsonNode lines = new JsonMapper().readTree(file.toFile());
        List<Score> scores = new ArrayList<>();
        for (JsonNode line : lines) {
            if (!line.has("benchmark") || !line.has("primaryMetric")) {
                throw new IOException(file + " is not JMH's JSON: an entry has no 'benchmark' or no 'primaryMetric'."
                        + " Measure again with 'bench', or take 'benchmarks' out of run.json.");
            }
            scores.add(Score.of(line));
        }
        JsonNode first = lines.path(0);
        String jvm =
                (first.path("vmName").asText() + " " + first.path("vmVersion").asText()).strip();
        return of(name, jvm, scores);
    }

    private static Benchmarks of(String file, String jvm, List<Score> scores) {
        return new Benchmarks(
                scores.isEmpty() ? State.NOT_MEASURED : State.MEASURED,
                file,
                jvm,
                Panel.of(scores),
                comparisons(scores),
                CommitCosts.of(scores),
                Prices.of(scores));
    }

    private static Benchmarks without(State state, String file) {
        return new Benchmarks(state, file, "", List.of(), List.of(), CommitCosts.of(List.of()), Prices.of(List.of()));
    }

    /** Like with like: the same threads where both have them, the same unit always. */
    private static List<Comparison> comparisons(List<Score> scores) {
        List<Comparison> comparisons = new ArrayList<>();
        for (Naming.Rule rule : Naming.rules()) {
            scores.stream()
                    .filter(rule.part())
                    .forEach(part -> scores.stream()
                            .filter(rule.limit())
                            .filter(limit -> limit.threads() == part.threads()
                                    && limit.unit().equals(part.unit()))
                            .findFirst()
                            .ifPresent(limit -> comparisons.add(compare(rule, part, limit))));
        }
        return comparisons;
    }

    private static Comparison compare(Naming.Rule rule, Score part, Score limit) {
        boolean isTime = part.sampled() && limit.sampled();
        Ratio ratio = isTime ? Ratio.of(part.median(), limit.median()) : Ratio.of(part, limit);
        boolean bound = rule.threads() == 0 || rule.threads() == part.threads();
        return new Comparison(
                rule.text(),
                part.threads(),
                Figures.format("%.2f", ratio.value()),
                isTime ? "" : ratio.interval(),
                bound ? (isTime ? "at most " : "at least ") + rule.threshold().ratio() : "",
                bound ? reached(rule.threshold().isMetBy(ratio.value())) : null);
    }

    private static Mark reached(boolean reached) {
        return reached ? new Mark("✓", "reached", "holds") : new Mark("✗", "missed", "violated");
    }
}
