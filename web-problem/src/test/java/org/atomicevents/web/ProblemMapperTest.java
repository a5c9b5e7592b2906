package org.atomicevents.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class ProblemMapperTest {

    private final Recorder log = new Recorder();
    private final ProblemMapper mapper = new ProblemMapper(
            log,
            thrown -> thrown instanceof UnsupportedOperationException
                    ? Optional.of(Problem.invalid("Not supported here"))
                    : Optional.empty(),
            id -> new Problem(500, "unexpected", "Something unexpected happened", "It is logged with the id " + id));

    @Test
    void aProblemIsItsOwnAnswer() {
        Problem thrown = Problem.unknown("No product 'x'");

        assertThat(mapper.problem(thrown)).isSameAs(thrown);
        assertThat(log.lines).isEmpty();
    }

    @Test
    void anExceptionTheApplicationKnowsIsNotLogged() {
        assertThat(mapper.problem(new UnsupportedOperationException())).hasMessage("Not supported here");
        assertThat(log.lines).isEmpty();
    }

    @Test
    void anyOtherIsLoggedUnderAnIdAndTheAnswerNamesNothingButTheId() {
        IllegalStateException thrown = new IllegalStateException("secret internals");

        Problem answer = mapper.problem(thrown);

        assertThat(answer.status()).isEqualTo(500);
        String id = answer.getMessage().substring("It is logged with the id ".length());
        assertThat(log.lines).containsExactly("ERROR Unexpected failure " + id);
        assertThat(log.thrown).containsExactly(thrown);
        assertThat(answer.json()).doesNotContain("secret");
    }

    @Test
    void everyUnexpectedFailureHasAnIdOfItsOwn() {
        assertThat(mapper.problem(new IllegalStateException()).getMessage())
                .isNotEqualTo(mapper.problem(new IllegalStateException()).getMessage());
    }

    private static final class Recorder implements System.Logger {

        private final List<String> lines = new ArrayList<>();
        private final List<Throwable> thrown = new ArrayList<>();

        @Override
        public String getName() {
            return "tests";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable cause) {
            lines.add(level + " " + message);
            thrown.add(cause);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
            lines.add(level + " " + format);
        }
    }
}
