package org.atomicevents.harness.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.atomicevents.harness.run.Run;
import org.atomicevents.harness.run.RunJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarksInReportTest {

    @TempDir
    Path folder;

    /** Score, error and unit stand as JMH wrote them, to three digits. */
    @Test
    void numbersAreJmhs() throws IOException {
        assertThat(benchmarkRows(page()))
                .contains("xa CommitPath.transaction 8 1,569 ± 740 ops/s")
                .contains("limit: stock Narayana XA Limits.stockXa 8 1,603 ± 271 ops/s")
                .contains("outbox-polling DeliveryLatency.commitToDelivery 1 34.5 ± 11.3 ms/op");
    }

    /** Each line of the file is a row. */
    @Test
    void everyNumberIsShown() throws IOException {
        Path sample = folder.resolve(SampleRun.BENCHMARKS);
        String page = page();
        long lines = Pattern.compile("\"benchmark\"")
                .matcher(Files.readString(sample))
                .results()
                .count();
        assertThat(benchmarkRows(page)).hasSize((int) lines);
    }

    /** Ratios are of scores of one run with the same threads; the bound is stated where it is meant to hold. */
    @Test
    void ratiosAgainstTheLimits() throws IOException {
        String page = page();
        assertThat(page)
                .containsPattern(
                        "of the two statements over bare JDBC</th><td[^>]*>8</td><td[^>]*><b>0\\.63</b></td>.*?at least 0\\.6<")
                .containsPattern(
                        "of stock Narayana over the two drivers</th><td[^>]*>8</td><td[^>]*><b>0\\.98</b></td>.*?✓.*?at least 0\\.9<")
                .containsPattern(
                        "in transacted batches</th><td[^>]*>1</td><td[^>]*><b>0\\.36</b></td>.*?at least 0\\.8<")
                .containsPattern(
                        "of the two statements over bare JDBC</th><td[^>]*>1</td><td[^>]*><b>0\\.69</b></td><td[^>]*>[^<]*</td><td[^>]*></td>");
    }

    /** The cost of a commit stands in the first table, in commits without any event. */
    @Test
    void commitCost() throws IOException {
        assertThat(page()).contains("<span class=\"value\">9.42 ×</span>", "in one JVM at 8 threads");
    }

    /** Nothing measured is said, not drawn. */
    @Test
    void notMeasured() throws IOException {
        assertThat(page(null)).contains("Nothing was measured in this run", "Commit cost was not measured");
    }

    /** A file that is named and absent is said by name. */
    @Test
    void fileMissing() throws IOException {
        assertThat(page("absent.json")).contains("<code>absent.json</code>, but the file is not beside");
    }

    /** A file that is not JMH's is refused by name. */
    @Test
    void notJmh() throws IOException {
        Files.writeString(folder.resolve("other.json"), "[{\"name\": 1}]");
        assertThatThrownBy(() -> page("other.json"))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("other.json", "is not JMH's JSON");
    }

    private String page() throws IOException {
        return withoutScripts(Rendered.into(folder, SampleRun.good()));
    }

    private String page(String benchmarks) throws IOException {
        Run run = SampleRun.good();
        Run other = new Run(
                run.schemaVersion(),
                run.command(),
                run.startedAt(),
                run.endedAt(),
                run.rig(),
                run.boots(),
                run.strategies(),
                run.selfTests(),
                benchmarks);
        RunJson.write(other, folder.resolve("run.json"));
        return withoutScripts(Report.write(folder));
    }

    private static String withoutScripts(Path page) throws IOException {
        return Files.readString(page).replaceAll("(?s)<script.*?</script>", "");
    }

    /** The text of each row, up to the unit. */
    private static List<String> benchmarkRows(String page) {
        return Pattern.compile("<tr(?: class=\"limit\")?><th scope=\"row\">[^<]*</th><td><code>.*?</tr>")
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .map(row ->
                        row.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip())
                .map(row -> row.replaceAll("(ops/s|ms/op).*", "$1"))
                .toList();
    }
}
