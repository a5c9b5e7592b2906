package org.atomicevents.web;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Maps the exceptions of requests to problem details; an answer never has a stack trace. Thread-safe if its functions are.
 *
 * <p>JAX-RS looks for providers in the WAR only, so each application has a {@code @Provider} of its own that delegates to one
 * of these.
 */
public final class ProblemMapper {

    private final System.Logger log;
    private final Function<Throwable, Optional<Problem>> known;
    private final Function<String, Problem> unexpected;

    /**
     * @param log the application's, for exceptions that nobody expected
     * @param known the problem of an exception that the application expects; empty for any other
     * @param unexpected the problem of any other exception, from the id under which it is logged
     */
    public ProblemMapper(
            System.Logger log, Function<Throwable, Optional<Problem>> known, Function<String, Problem> unexpected) {
        this.log = Objects.requireNonNull(log);
        this.known = Objects.requireNonNull(known);
        this.unexpected = Objects.requireNonNull(unexpected);
    }

    /** The answer to a request that ended with {@code thrown}; a 405 keeps the server's header {@code Allow}. */
    public Response response(Throwable thrown) {
        Response answer = problem(thrown).response();
        if (thrown instanceof NotAllowedException notAllowed) {
            return Response.fromResponse(answer)
                    .header(HttpHeaders.ALLOW, notAllowed.getResponse().getHeaderString(HttpHeaders.ALLOW))
                    .build();
        }
        return answer;
    }

    /** The problem itself if it is one, else the known one, else an unexpected one, which is logged with its id. */
    public Problem problem(Throwable thrown) {
        if (thrown instanceof Problem problem) {
            return problem;
        }
        return known.apply(thrown).orElseGet(() -> {
            String id = UUID.randomUUID().toString();
            log.log(System.Logger.Level.ERROR, "Unexpected failure " + id, thrown);
            return unexpected.apply(id);
        });
    }
}
