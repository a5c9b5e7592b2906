package org.atomicevents.catalog.web;

import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.atomicevents.PublishException;
import org.atomicevents.catalog.command.CommandRefused;

/**
 * Turns whatever a request ran into into problem details. What is certain is said: 4xx and {@code rolled-back} mean that
 * nothing was changed; {@code outcome-unknown} means that only a look at the product can tell. Never a stack trace.
 */
@Provider
public class Problems implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(Problems.class.getName());

    /** SQLSTATE class 23: a key that is already there, the only constraint a valid command can run into. */
    private static final String INTEGRITY_VIOLATION = "23";

    private static final int CAUSES_MAX = 20;

    @Override
    public Response toResponse(Throwable thrown) {
        return of(thrown).response();
    }

    static Problem of(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            Problem known = known(cause);
            if (known != null) {
                return known;
            }
            cause = cause.getCause();
        }
        return unexpected(thrown);
    }

    private static Problem known(Throwable cause) {
        if (cause instanceof Problem problem) {
            return problem;
        }
        if (cause instanceof CommandRefused refused) {
            return switch (refused.reason()) {
                case UNKNOWN -> Problem.unknown(refused.getMessage());
                case CONFLICT -> Problem.conflict(refused.getMessage());
            };
        }
        if (cause instanceof ConstraintViolationException violations) {
            return Problem.invalid(violations.getConstraintViolations().stream()
                    .map(Problems::sentence)
                    .sorted()
                    .collect(Collectors.joining("; ")));
        }
        if (cause instanceof WebApplicationException web) {
            return ofStatus(web.getResponse().getStatus(), web.getMessage());
        }
        if (cause instanceof SQLException sql
                && sql.getSQLState() != null
                && sql.getSQLState().startsWith(INTEGRITY_VIOLATION)) {
            return Problem.conflict("This command id was already executed, or a concurrent command was faster: nothing"
                    + " was changed by this request; read the product");
        }
        return ofTransaction(cause);
    }

    private static Problem ofTransaction(Throwable cause) {
        if (cause instanceof HeuristicMixedException || cause instanceof HeuristicRollbackException) {
            LOG.log(Level.SEVERE, "The outcome of a transaction is not uniform", cause);
            return new Problem(
                    503,
                    "outcome-unknown",
                    "The outcome is unknown",
                    "The transaction ended with a heuristic outcome: look at the product, and tell an operator");
        }
        if (cause instanceof RollbackException || cause instanceof PublishException) {
            LOG.log(Level.WARNING, "A command was rolled back", cause);
            return new Problem(
                    503,
                    "rolled-back",
                    "The change was rolled back",
                    "The database or the broker refused: nothing was changed; try again with the same command id");
        }
        return null;
    }

    private static Problem ofStatus(int status, String message) {
        return new Problem(status, status == 404 ? "unknown" : "refused", "The request was refused", message);
    }

    private static Problem unexpected(Throwable thrown) {
        String id = UUID.randomUUID().toString();
        LOG.log(Level.SEVERE, "Unexpected failure " + id, thrown);
        return new Problem(
                500,
                "outcome-unknown",
                "Something unexpected happened",
                "It is logged with the id " + id + "; whether the change was made only a look at the product can tell");
    }

    private static String sentence(ConstraintViolation<?> violation) {
        return "'" + violation.getPropertyPath() + "' is " + violation.getInvalidValue() + ": it "
                + violation.getMessage();
    }
}
