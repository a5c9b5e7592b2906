package org.atomicevents.harness.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TargetTest {

    private static final Target TARGET = new Target(
            "jdbc:postgresql://127.0.0.1:1/db", "u", "p", "tcp://127.0.0.1:2", "bu", "bp", "", Path.of("somewhere"));

    private final List<String[]> properties = TARGET.asJvmArguments().stream()
            .map(argument -> argument.substring("-D".length()).split("=", 2))
            .toList();

    @AfterEach
    void forget() {
        properties.forEach(property -> System.clearProperty(property[0]));
    }

    @Test
    void aForkSeesWhatTheSuiteGaveIt() {
        properties.forEach(property -> System.setProperty(property[0], property[1]));

        assertThat(Target.ofThisFork()).isEqualTo(TARGET);
    }

    @Test
    void aBenchmarkStartedByHandSaysWhatIsMissing() {
        assertThatIllegalStateException()
                .isThrownBy(Target::ofThisFork)
                .withMessageContaining("atomicevents.bench.database")
                .withMessageContaining("./atomic-events bench");
    }
}
