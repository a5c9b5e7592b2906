package org.atomicevents.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.atomicevents.web.Problem;
import org.junit.jupiter.api.Test;

/** An operator reads the next step, and a program the type. */
class ProblemsTest {

    @Test
    void aDatabaseThatCannotBeAskedIsUnavailableInTheWordsOfWhoAskedIt() {
        Problem problem = Problems.of(new IllegalStateException("The audit cannot be read: connection refused"));

        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.type()).isEqualTo("unavailable");
        assertThat(problem).hasMessage("The audit cannot be read: connection refused");
    }

    @Test
    void theUnexpectedIsLoggedNotShownAndTheAuditKnowsWhatWasDone() {
        Problem problem = Problems.of(new IllegalArgumentException("secret internals"));

        assertThat(problem.status()).isEqualTo(500);
        assertThat(problem.type()).isEqualTo("unexpected");
        assertThat(problem.getMessage())
                .doesNotContain("secret")
                .startsWith("It is logged with the id ")
                .endsWith("what was done to an entry is in GET audit");
    }

    @Test
    void aProblemOfTheResourceIsItsOwnAnswer() {
        Problem notParked = ConsoleProblem.notParked("Entry 'e1' is not parked");

        assertThat(Problems.of(notParked)).isSameAs(notParked);
        assertThat(notParked.status()).isEqualTo(404);
    }

    @Test
    void aRefusedUserReadsHowAnAdministratorChangesThat() {
        assertThat(ConsoleProblem.unauthenticated()).hasMessageContaining("add-user.sh -a");
        assertThat(ConsoleProblem.forbidden(Role.ADMIN)).hasMessageContaining("-g atomicevents-admin");
    }
}
