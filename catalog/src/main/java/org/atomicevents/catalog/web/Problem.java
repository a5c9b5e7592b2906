package org.atomicevents.catalog.web;

import jakarta.json.Json;
import jakarta.validation.ConstraintViolation;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.stream.Collectors;

/** An answer that is not a success, as RFC 9457 problem details; {@code type} is a stable name for programs. */
final class Problem extends RuntimeException {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final String title;

    Problem(int status, String type, String title, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.type = type;
        this.title = title;
    }

    static Problem malformed(String detail) {
        return new Problem(400, "malformed", "The request cannot be read", detail);
    }

    static Problem unknown(String detail) {
        return new Problem(404, "unknown", "There is no such thing", detail);
    }

    static Problem conflict(String detail) {
        return new Problem(409, "conflict", "The request does not fit the current state", detail);
    }

    static Problem unavailable(String detail) {
        return new Problem(409, "strategy-unavailable", "The strategy cannot work here", detail);
    }

    static Problem invalid(Set<? extends ConstraintViolation<?>> violations) {
        return invalid(violations.stream()
                .map(violation -> "'%s' is %s: it %s"
                        .formatted(violation.getPropertyPath(), violation.getInvalidValue(), violation.getMessage()))
                .sorted()
                .collect(Collectors.joining("; ")));
    }

    static Problem invalid(String detail) {
        return new Problem(422, "invalid", "The request breaks a rule", detail);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    Response.ResponseBuilder response() {
        String body = Json.createObjectBuilder()
                .add("type", "urn:atomicevents:problem:" + type)
                .add("title", title)
                .add("status", status)
                .add("detail", getMessage())
                .build()
                .toString();
        return Response.status(status).type(MEDIA_TYPE).entity(body);
    }
}
