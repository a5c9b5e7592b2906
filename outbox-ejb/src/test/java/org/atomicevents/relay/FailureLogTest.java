package org.atomicevents.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

/** One warning, however long it lasts. */
class FailureLogTest {

    private final List<String> said = new ArrayList<>();
    private final FailureLog failures = new FailureLog(new Said(), "failed");

    @Test
    void ofASingleFailureNobodyIsWarned() {
        failures.failed(new IllegalStateException("once"));
        failures.recovered("again");
        failures.failed("away");
        failures.recovered("again");
        assertThat(said).containsExactly("DEBUG failed", "DEBUG away");
    }

    @Test
    void aSecondOneIsAWarningAndTheRestAreNot() {
        failures.failed("away");
        failures.failed(new IllegalStateException("twice"));
        failures.failed("away");
        failures.recovered("again");
        failures.recovered("again");
        assertThat(said).containsExactly("DEBUG away", "WARNING failed", "DEBUG away", "INFO again");
    }

    private final class Said implements System.Logger {

        @Override
        public String getName() {
            return "said";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String what, Throwable thrown) {
            said.add(level + " " + what);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String what, Object... arguments) {
            said.add(level + " " + what);
        }
    }
}
