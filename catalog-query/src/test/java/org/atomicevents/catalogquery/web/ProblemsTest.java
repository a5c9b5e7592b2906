package org.atomicevents.catalogquery.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.ApplicationException;
import org.atomicevents.web.Problem;
import org.junit.jupiter.api.Test;

/** A query changes nothing, so an answer is a result, a next step, or the id of a line in the log. */
class ProblemsTest {

    @Test
    void aQueryWithoutALiveProjectionMayBeTriedAgain() {
        Problem problem = Problems.of(new QueryUnavailable("It is being built: try again"));

        assertThat(problem.json())
                .isEqualTo("{\"type\":\"urn:atomicevents:problem:unavailable\","
                        + "\"title\":\"The query side cannot answer now\",\"status\":503,"
                        + "\"detail\":\"It is being built: try again\"}");
    }

    /** Otherwise the container would wrap it, and log it as an error of the bean. */
    @Test
    void anUnavailableProjectionLeavesTheBeanAsItIs() {
        assertThat(QueryUnavailable.class).hasAnnotation(ApplicationException.class);
    }

    @Test
    void aProblemOfTheResourceIsItsOwnAnswer() {
        Problem unknown = Problem.unknown("No event has told about product 'x' so far");

        assertThat(Problems.of(unknown)).isSameAs(unknown);
    }

    @Test
    void theUnexpectedIsLoggedNotShown() {
        Problem problem = Problems.of(new IllegalStateException("secret internals"));

        assertThat(problem.status()).isEqualTo(500);
        assertThat(problem.type()).isEqualTo("unexpected");
        assertThat(problem.getMessage())
                .doesNotContain("secret")
                .startsWith("It is logged with the id ")
                .endsWith("; nothing was changed");
    }
}
