package org.atomicevents.harness.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.atomicevents.harness.run.Run.SelfTest;
import org.atomicevents.servers.Installation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The check of the harness: known bugs, each in real servers, at the one crash point where it must be seen. */
class PlantedBugsIT {

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsCaughtWhereItWasPredicted(PlantedBug bug) throws Exception {
        Installation installation = Installation.at(Path.of(".."));
        Path folder = installation.work().resolve("planted-bugs").resolve(Long.toString(System.currentTimeMillis()));

        List<SelfTest> tests = new CrashSuite(installation).selfTest(List.of(bug), folder);

        assertThat(tests)
                .containsExactly(
                        new SelfTest(bug.title(), List.of(bug.predictedAt()), List.of(bug.predictedAt()), true));
    }
}
