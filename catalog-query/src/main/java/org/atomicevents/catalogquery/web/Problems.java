package org.atomicevents.catalogquery.web;

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

    private static final ProblemMapper MAPPER =
            new ProblemMapper(System.getLogger(Problems.class.getName()), Problems::known, Problems::unexpected);

    @Override
    public Response toResponse(Throwable thrown) {
        return of(thrown).response();
    }

    static Problem of(Throwable thrown) {
        return MAPPER.problem(thrown);
    }

    private static Optional<Problem> known(Throwable thrown) {
        if (thrown instanceof QueryUnavailable unavailable) {
            return Optional.of(
                    new Problem(503, "unavailable", "The query side cannot answer now", unavailable.getMessage()));
        }
        if (thrown instanceof WebApplicationException web) {
            return Optional.of(
                    Problem.refused(web.getResponse().getStatus(), "No resource takes this request: see the README"));
        }
        return Optional.empty();
    }

    private static Problem unexpected(String id) {
        return new Problem(
                500,
                "unexpected",
                "Something unexpected happened",
                "It is logged with the id " + id + "; nothing was changed");
    }
}
