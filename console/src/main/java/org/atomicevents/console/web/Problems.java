package org.atomicevents.console.web;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.atomicevents.web.Problem;
import org.atomicevents.web.ProblemMapper;

/** The answers to requests that failed; never a stack trace. */
@Provider
public class Problems implements ExceptionMapper<Throwable> {

    private static final System.Logger LOG = System.getLogger(Problems.class.getName());

    private static final ProblemMapper MAPPER = new ProblemMapper(LOG, Problems::known, ConsoleProblem::unexpected);

    @Override
    public Response toResponse(Throwable thrown) {
        return MAPPER.response(thrown);
    }

    static Problem of(Throwable thrown) {
        return MAPPER.problem(thrown);
    }

    private static Optional<Problem> known(Throwable thrown) {
        if (thrown instanceof WebApplicationException web) {
            return Optional.of(Problem.ofStatus(web.getResponse().getStatus(), "docs/operators-guide.md"));
        }
        if (thrown instanceof IllegalStateException failed) {
            // Documented by Operations, the audit and InDoubtBranches; the message is written for an operator.
            LOG.log(System.Logger.Level.WARNING, "An operator's request was not answered", failed);
            return Optional.of(ConsoleProblem.unavailable(failed.getMessage()));
        }
        return Optional.empty();
    }
}
