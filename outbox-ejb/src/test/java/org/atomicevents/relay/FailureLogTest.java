package org.atomicevents.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

/** One warning for as long as a failure lasts. */
class FailureLogTest {

    private final List<String> lines = new ArrayList<>();
    private final FailureLog failures = new FailureLog(new RecordingLogger(), "failed");

    @Test
    void aSingleFailureIsNoWarning() {
        failures.failed(new IllegalStateException("once"));
        failures.recovered("again");
        failures.failed("away");
        failures.recovered("again");
        assertThat(lines).containsExactly("DEBUG failed", "DEBUG away");
    }

    @Test
    void theSecondFailureIsAWarningAndTheOthersAreNot() {
        failures.failed("away");
        failures.failed(new IllegalStateException("twice"));
        failures.failed("away");
        failures.recovered("again");
        failures.recovered("again");
        assertThat(lines).containsExactly("DEBUG away", "WARNING failed", "DEBUG away", "INFO again");
    }

    private final class RecordingLogger implements System.Logger {

        @Override
        public String getName() {
            return "recording";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String what, Throwable thrown) {
            lines.add(level + " " + what);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String what, Object... arguments) {
            lines.add(level + " " + what);
        }
    }
}
