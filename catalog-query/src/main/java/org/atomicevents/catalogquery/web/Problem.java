package org.atomicevents.catalogquery.web;

import jakarta.ejb.ApplicationException;
import jakarta.json.Json;
import jakarta.ws.rs.core.Response;

/** An answer that is not a success, as RFC 9457 problem details; {@code type} is a stable name for programs. */
@ApplicationException
public final class Problem extends RuntimeException {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final String title;

    private Problem(int status, String type, String title, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.type = type;
        this.title = title;
    }

    static Problem invalid(String detail) {
        return new Problem(422, "invalid", "The request breaks a rule", detail);
    }

    static Problem unknown(String detail) {
        return new Problem(404, "unknown", "There is no such thing", detail);
    }

    static Problem unavailable(String detail) {
        return new Problem(503, "unavailable", "The query side cannot answer now", detail);
    }

    static Problem refused(int status) {
        return new Problem(
                status, "refused", "The request was refused", "No resource takes this request: see the README");
    }

    static Problem unexpected(String id) {
        return new Problem(
                500,
                "unexpected",
                "Something unexpected happened",
                "It is logged with the id " + id + "; nothing was changed");
    }

    Response response() {
        String body = Json.createObjectBuilder()
                .add("type", "urn:atomicevents:problem:" + type)
                .add("title", title)
                .add("status", status)
                .add("detail", getMessage())
                .build()
                .toString();
        return Response.status(status).type(MEDIA_TYPE).entity(body).build();
    }
}
