package org.atomicevents.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.atomicevents.harness.crash.CrashSuite;
import org.atomicevents.harness.run.Run;
import org.atomicevents.harness.run.RunJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {

    private static final Run.Rig RIG =
            new Run.Rig("Linux", 2, 1024, "17", "abc", List.of(new Run.Part("WildFly", "39.0.1.Final")));

    @TempDir
    Path folder;

    @Test
    void anotherCommandAddsToWhatIsThere() throws IOException {
        var crash = new Recording(folder, "./atomic-events crash", RIG);
        crash.crashed(new CrashSuite.Result(List.of(4000L), List.of()));
        crash.selfTested(List.of(new Run.SelfTest("bug", List.of("a"), List.of("a"), true)));
        crash.write();
        Run before = stored();

        Recording.goingOn(folder, "./atomic-events bench", RIG.at("def")).write();

        assertThat(stored())
                .isEqualTo(new Run(
                        Run.SCHEMA_VERSION,
                        "./atomic-events crash && ./atomic-events bench",
                        before.startedAt(),
                        stored().endedAt(),
                        RIG.at("abc, then def"),
                        before.boots(),
                        before.strategies(),
                        before.selfTests(),
                        null));
    }

    @Test
    void numbersOfAnotherRigAreNotMixedIn() throws IOException {
        new Recording(folder, "./atomic-events crash", RIG).write();
        var other = new Run.Rig("Linux", 64, 1024, "17", "abc", RIG.parts());

        assertThatThrownBy(() -> Recording.goingOn(folder, "./atomic-events bench", other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(folder.toString(), "processors=2", "processors=64", "make a new run");
    }

    private Run stored() throws IOException {
        return RunJson.read(folder.resolve("run.json"));
    }
}
