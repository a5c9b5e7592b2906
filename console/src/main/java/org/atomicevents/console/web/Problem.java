package org.atomicevents.console.web;

import jakarta.json.Json;
import jakarta.ws.rs.core.Response;

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

    static Problem unauthenticated() {
        return new Problem(
                401,
                "unauthenticated",
                "Nobody is signed in",
                "Send name and password of an application user (BASIC); an administrator adds one with:"
                        + " bin/add-user.sh -a -u <name> -g atomicevents-operator");
    }

    static Problem forbidden() {
        return new Problem(
                403,
                "forbidden",
                "The user is no operator",
                "This needs the role atomicevents-operator; an administrator gives it with:"
                        + " bin/add-user.sh -a -u <name> -g atomicevents-operator");
    }

    static Problem foreign() {
        return new Problem(
                403,
                "foreign",
                "The request comes from another site's page",
                "Nothing was changed: send it with a program such as curl, or from a page of this server");
    }

    static Problem unknown(String detail) {
        return new Problem(404, "unknown", "There is no such thing", detail);
    }

    static Problem notParked(String detail) {
        return new Problem(404, "not-parked", "No parked entry has this event id", detail);
    }

    static Problem invalid(String detail) {
        return new Problem(422, "invalid", "The request breaks a rule", detail);
    }

    static Problem unavailable(String detail) {
        return new Problem(503, "unavailable", "The database cannot be asked", detail);
    }

    int status() {
        return status;
    }

    String body() {
        return Json.createObjectBuilder()
                .add("type", "urn:atomicevents:problem:" + type)
                .add("title", title)
                .add("status", status)
                .add("detail", getMessage())
                .build()
                .toString();
    }

    Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(body()).build();
    }
}
