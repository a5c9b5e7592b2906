package org.atomicevents.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

/** One warning, however long it lasts. */
class FailureLogTest {

    private final List<String> said = new ArrayList<>();
    private final FailureLog troubles = new FailureLog(new Said(), "failed");

    @Test
    void ofASingleFailureNobodyIsWarned() {
        troubles.had(new IllegalStateException("once"));
        troubles.over("again");
        troubles.had("away");
        troubles.over("again");
        assertThat(said).containsExactly("DEBUG failed", "DEBUG away");
    }

    @Test
    void aSecondOneIsAWarningAndTheRestAreNot() {
        troubles.had("away");
        troubles.had(new IllegalStateException("twice"));
        troubles.had("away");
        troubles.over("again");
        troubles.over("again");
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
