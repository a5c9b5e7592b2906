package org.atomicevents.catalog.web;

import jakarta.validation.ConstraintViolation;
import java.util.Set;
import java.util.stream.Collectors;
import org.atomicevents.web.Problem;

/** The problems that only this application has; the README lists all of them. */
final class CatalogProblem {

    private CatalogProblem() {}

    static Problem malformed(String detail) {
        return new Problem(400, "malformed", "The request cannot be read", detail);
    }

    static Problem conflict(String detail) {
        return new Problem(409, "conflict", "The request does not fit the current state", detail);
    }

    static Problem unavailable(String detail) {
        return new Problem(409, "strategy-unavailable", "The strategy cannot work here", detail);
    }

    static Problem invalid(Set<? extends ConstraintViolation<?>> violations) {
        return Problem.invalid(violations.stream()
                .map(violation -> "'%s' is %s: it %s"
                        .formatted(violation.getPropertyPath(), violation.getInvalidValue(), violation.getMessage()))
                .sorted()
                .collect(Collectors.joining("; ")));
    }

    static Problem heuristicOutcome() {
        return new Problem(
                503,
                "outcome-unknown",
                "The outcome is unknown",
                "The transaction ended with a heuristic outcome: look at the product, and tell an operator");
    }

    static Problem rolledBack() {
        return new Problem(
                503,
                "rolled-back",
                "The change was rolled back",
                "The database or the broker refused: nothing was changed; try again with the same command id");
    }

    static Problem unexpected(String id) {
        return new Problem(
                500,
                "outcome-unknown",
                "Something unexpected happened",
                "It is logged with the id " + id + "; whether the change was made only a look at the product can tell");
    }
}
