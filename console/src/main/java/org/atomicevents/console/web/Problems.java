package org.atomicevents.console.web;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;

/** Turns whatever a request ran into into problem details; never a stack trace. */
@Provider
public class Problems implements ExceptionMapper<Throwable> {

    private static final System.Logger LOG = System.getLogger(Problems.class.getName());

    @Override
    public Response toResponse(Throwable thrown) {
        Response answer = of(thrown).response();
        if (thrown instanceof NotAllowedException notAllowed) {
            return Response.fromResponse(answer)
                    .header(HttpHeaders.ALLOW, notAllowed.getResponse().getHeaderString(HttpHeaders.ALLOW))
                    .build();
        }
        return answer;
    }

    static Problem of(Throwable thrown) {
        if (thrown instanceof Problem problem) {
            return problem;
        }
        if (thrown instanceof WebApplicationException web) {
            return ofStatus(web.getResponse().getStatus());
        }
        if (thrown instanceof IllegalStateException unasked) {
            // What Operations, the audit and InDoubtBranches promise to throw, in words for an operator.
            LOG.log(System.Logger.Level.WARNING, "An operator's request was not answered", unasked);
            return Problem.unavailable(unasked.getMessage());
        }
        String id = UUID.randomUUID().toString();
        LOG.log(System.Logger.Level.ERROR, "Unexpected failure " + id, thrown);
        return new Problem(
                500,
                "unexpected",
                "Something unexpected happened",
                "It is logged with the id " + id + "; what was done to an entry is in GET audit");
    }

    /** The server's own refusals, in our words: its own name its classes. */
    private static Problem ofStatus(int status) {
        return switch (status) {
            case 404 -> Problem.unknown("No resource has this path: see operations/README.md for those there are");
            case 405 -> refused(status, "The resource does not know this method: see the header Allow");
            case 406 -> refused(status, "Answers are application/json: accept that");
            default -> refused(status, "The server refused the request");
        };
    }

    private static Problem refused(int status, String detail) {
        return new Problem(status, "refused", "The request was refused", detail);
    }
}
