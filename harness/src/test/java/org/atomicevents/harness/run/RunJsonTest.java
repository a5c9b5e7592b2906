package org.atomicevents.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.atomicevents.Anomaly;
import org.atomicevents.Guarantees;
import org.atomicevents.harness.run.CaseResult.Finding;
import org.atomicevents.harness.run.CaseResult.Moment;
import org.atomicevents.harness.run.CaseResult.Phase;
import org.atomicevents.harness.run.CaseResult.Times;
import org.atomicevents.harness.run.CaseResult.Verdict;
import org.atomicevents.harness.run.Run.Part;
import org.atomicevents.harness.run.Run.Rig;
import org.atomicevents.harness.run.Run.SelfTest;
import org.atomicevents.harness.run.Run.Step;
import org.atomicevents.harness.run.Run.StrategyRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunJsonTest {

    @TempDir
    Path folder;

    /** A run is read as it was written. */
    @Test
    void roundTrip() throws IOException {
        Path file = folder.resolve("run.json");
        RunJson.write(run(), file);
        assertThat(RunJson.read(file)).isEqualTo(run());
        assertThat(folder).isDirectoryContaining(p -> p.equals(file));
        assertThat(folder.toFile().list()).hasSize(1);
    }

    /** A person can read the file: instants are ISO-8601. */
    @Test
    void instantsAreIso() throws IOException {
        Path file = folder.resolve("run.json");
        RunJson.write(run(), file);
        assertThat(Files.readString(file)).contains("\"2026-01-02T03:04:05.678Z\"");
    }

    /** A second run replaces the first. */
    @Test
    void replaces() throws IOException {
        Path file = folder.resolve("run.json");
        Files.writeString(file, "former");
        RunJson.write(run(), file);
        assertThat(RunJson.read(file)).isEqualTo(run());
    }

    /** A run of another schema is refused with both versions named. */
    @Test
    void otherSchema() throws IOException {
        Path file = Files.writeString(folder.resolve("run.json"), "{\"schemaVersion\": 99}");
        assertThatThrownBy(() -> RunJson.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(file.toString(), "99", "this harness reads " + Run.SCHEMA_VERSION);
    }

    /** A file without a schema version is no run. */
    @Test
    void noSchema() throws IOException {
        Path file = Files.writeString(folder.resolve("run.json"), "[]");
        assertThatThrownBy(() -> RunJson.read(file)).hasMessageContaining("schema version none");
    }

    /** A missing field is refused by name, never read as zero. */
    @Test
    void missingField() throws IOException {
        Path file = folder.resolve("run.json");
        RunJson.write(run(), file);
        Files.writeString(file, Files.readString(file).replace("\"inDoubt\" : 4", "\"spare\" : 4"));
        assertThatThrownBy(() -> RunJson.read(file)).hasMessageContainingAll(file.toString(), "inDoubt");
    }

    /** Half a file is refused by name. */
    @Test
    void malformed() throws IOException {
        Path file = Files.writeString(folder.resolve("run.json"), "{\"schemaVersion\": 1, ");
        assertThatThrownBy(() -> RunJson.read(file)).hasMessageContainingAll(file.toString(), "is not a run");
    }

    /** A folder without a run says what makes one. */
    @Test
    void absent() {
        assertThatThrownBy(() -> RunJson.read(folder.resolve("run.json")))
                .hasMessageContainingAll(folder.toString(), "compare");
    }

    private static Run run() {
        Instant start = Instant.parse("2026-01-02T03:04:05.678Z");
        CaseResult result = new CaseResult(
                "xa/command/commit#1:before",
                "xa",
                "command/commit#1",
                Phase.BEFORE,
                "SIGKILL",
                true,
                Verdict.ADMITTED,
                List.of(new Finding(Anomaly.EARLY, true, "seen before the row")),
                new Times(1, 2, 3, 4),
                Map.of("ledger", "1 row"),
                List.of(new Moment(5, "database", "commit")),
                "cases/1",
                "again");
        return new Run(
                Run.SCHEMA_VERSION,
                "atomic-events crash",
                start,
                start.plusSeconds(60),
                new Rig("Linux", 2, 1024, "17", "abc", List.of(new Part("WildFly", "39"))),
                List.of(7000L),
                List.of(new StrategyRun(
                        "xa",
                        Guarantees.admitting(Anomaly.EARLY, Anomaly.IN_DOUBT).recoveryBoundedBy("recovery period"),
                        List.of(new Step("command/commit#1", "command", "database", "commits")),
                        List.of("command/other#1"),
                        List.of(result))),
                List.of(new SelfTest("settle before send", List.of("a"), List.of("a"), true)),
                null);
    }
}
