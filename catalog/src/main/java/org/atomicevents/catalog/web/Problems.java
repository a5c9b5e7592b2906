package org.atomicevents.catalog.web;

import jakarta.persistence.PersistenceException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.atomicevents.PublishException;
import org.atomicevents.catalog.command.CommandRefused;
import org.atomicevents.web.Problem;
import org.atomicevents.web.ProblemMapper;

/**
 * The answers to requests that failed. They state what is certain: 4xx and {@code rolled-back} mean that nothing was changed;
 * {@code outcome-unknown} means that only a look at the product can tell. Never a stack trace.
 */
@Provider
public class Problems implements ExceptionMapper<Throwable> {

    private static final System.Logger LOG = System.getLogger(Problems.class.getName());

    private static final ProblemMapper MAPPER = new ProblemMapper(LOG, Problems::known, CatalogProblem::unexpected);

    /** SQLSTATE class 23: a key that is already there, the only constraint a valid command can run into. */
    private static final String INTEGRITY_VIOLATION = "23";

    private static final int CAUSES_MAX = 20;

    @Override
    public Response toResponse(Throwable thrown) {
        return MAPPER.response(thrown);
    }

    static Problem of(Throwable thrown) {
        return MAPPER.problem(thrown);
    }

    /** The outermost cause that is known: the container wraps the exceptions of its beans. */
    private static Optional<Problem> known(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(CAUSES_MAX)
                .flatMap(cause -> ofCause(cause).stream())
                .findFirst();
    }

    private static Optional<Problem> ofCause(Throwable cause) {
        if (cause instanceof Problem problem) {
            return Optional.of(problem);
        }
        if (cause instanceof CommandRefused refused) {
            return Optional.of(
                    switch (refused.reason()) {
                        case UNKNOWN -> Problem.unknown(refused.getMessage());
                        case CONFLICT -> CatalogProblem.conflict(refused.getMessage());
                    });
        }
        if (cause instanceof WebApplicationException web) {
            return Optional.of(Problem.ofStatus(web.getResponse().getStatus(), "the README"));
        }
        if (cause instanceof SQLException sql
                && sql.getSQLState() != null
                && sql.getSQLState().startsWith(INTEGRITY_VIOLATION)) {
            return Optional.of(CatalogProblem.conflict("This command id was already executed, or a concurrent command"
                    + " was faster: nothing was changed by this request; read the product"));
        }
        return ofTransaction(cause);
    }

    private static Optional<Problem> ofTransaction(Throwable cause) {
        if (cause instanceof HeuristicMixedException || cause instanceof HeuristicRollbackException) {
            LOG.log(System.Logger.Level.ERROR, "The outcome of a transaction is not uniform", cause);
            return Optional.of(CatalogProblem.heuristicOutcome());
        }
        if (cause instanceof RollbackException
                || cause instanceof PublishException
                || cause instanceof PersistenceException) {
            LOG.log(System.Logger.Level.WARNING, "A command was rolled back", cause);
            return Optional.of(CatalogProblem.rolledBack());
        }
        return Optional.empty();
    }
}
