package org.atomicevents.catalog.web;

import jakarta.persistence.PersistenceException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
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
        Response.ResponseBuilder answer = of(thrown).response();
        if (thrown instanceof NotAllowedException notAllowed) {
            answer.header(HttpHeaders.ALLOW, notAllowed.getResponse().getHeaderString(HttpHeaders.ALLOW));
        }
        return answer.build();
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
        if (cause instanceof WebApplicationException web) {
            return ofStatus(web.getResponse().getStatus());
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
        if (cause instanceof RollbackException
                || cause instanceof PublishException
                || cause instanceof PersistenceException) {
            LOG.log(Level.WARNING, "A command was rolled back", cause);
            return new Problem(
                    503,
                    "rolled-back",
                    "The change was rolled back",
                    "The database or the broker refused: nothing was changed; try again with the same command id");
        }
        return null;
    }

    /** The server's own refusals, in our words: its own name its classes. */
    private static Problem ofStatus(int status) {
        return switch (status) {
            case 404 -> Problem.unknown("No resource has this path: see the README for those there are");
            case 405 -> refused(status, "The resource does not know this method: see the header Allow");
            case 406 -> refused(status, "Answers are application/json: accept that");
            case 415 -> refused(status, "The body's type is not understood: send Content-Type application/json");
            default -> refused(status, "The server refused the request");
        };
    }

    private static Problem refused(int status, String detail) {
        return new Problem(status, "refused", "The request was refused", detail);
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
}
