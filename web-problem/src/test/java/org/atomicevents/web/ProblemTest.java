package org.atomicevents.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {

    @Test
    void itsJsonHasTheMembersOfRfc9457InThisOrder() {
        Problem problem = new Problem(409, "conflict", "The title", "This \"one\", and the next step");

        assertThat(problem.json())
                .isEqualTo("{\"type\":\"urn:atomicevents:problem:conflict\",\"title\":\"The title\","
                        + "\"status\":409,\"detail\":\"This \\\"one\\\", and the next step\"}");
    }

    @Test
    void theDetailIsTheMessage() {
        assertThat(Problem.unknown("No product 'x'")).hasMessage("No product 'x'");
    }

    /** It is thrown for every bad request, and its answer shows none. */
    @Test
    void itHasNoStackTrace() {
        assertThat(Problem.invalid("no").getStackTrace()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"404, unknown", "405, refused", "406, refused", "415, refused", "400, refused", "503, refused"})
    void aRefusalOfTheServerKeepsItsStatus(int status, String type) {
        Problem problem = Problem.ofStatus(status, "the README");

        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.type()).isEqualTo(type);
    }

    @Test
    void anUnknownPathIsToldWhereThePathsAre() {
        assertThat(Problem.ofStatus(404, "docs/operators-guide.md"))
                .hasMessage("No resource has this path: see docs/operators-guide.md for those there are");
    }
}
