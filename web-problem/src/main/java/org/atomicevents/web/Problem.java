package org.atomicevents.web;

import jakarta.json.Json;
import jakarta.ws.rs.core.Response;
import java.util.Objects;

/** An answer that is not a success, as RFC 9457 problem details; {@code type} is a stable name for programs. Immutable. */
public final class Problem extends RuntimeException {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final long serialVersionUID = 1L;
    private static final String TYPE_PREFIX = "urn:atomicevents:problem:";

    private final int status;
    private final String type;
    private final String title;

    /**
     * @param type the last part of the URN, such as {@code not-parked}; stable
     * @param title the same for every problem of this type
     * @param detail this occurrence, with the caller's next step
     */
    public Problem(int status, String type, String title, String detail) {
        super(Objects.requireNonNull(detail), null, false, false);
        this.status = status;
        this.type = Objects.requireNonNull(type);
        this.title = Objects.requireNonNull(title);
    }

    /** 404: the thing that the request names does not exist. */
    public static Problem unknown(String detail) {
        return new Problem(404, "unknown", "There is no such thing", detail);
    }

    /** 422: the request was understood, and one of its values breaks a rule. */
    public static Problem invalid(String detail) {
        return new Problem(422, "invalid", "The request breaks a rule", detail);
    }

    /** The server itself refused the request before the application saw it. */
    public static Problem refused(int status, String detail) {
        return new Problem(status, "refused", "The request was refused", detail);
    }

    /**
     * The server's own refusal in the application's words: the server's would name its classes.
     *
     * @param documentation the file that lists the paths, such as {@code docs/operators-guide.md}
     */
    public static Problem ofStatus(int status, String documentation) {
        return switch (status) {
            case 404 -> unknown("No resource has this path: see " + documentation + " for those there are");
            case 405 -> refused(status, "The resource does not know this method: see the header Allow");
            case 406 -> refused(status, "Answers are application/json: accept that");
            case 415 -> refused(status, "The body's type is not understood: send Content-Type application/json");
            default -> refused(status, "The server refused the request");
        };
    }

    public int status() {
        return status;
    }

    public String type() {
        return type;
    }

    /** The body of the answer, of {@link #MEDIA_TYPE}. */
    public String json() {
        return Json.createObjectBuilder()
                .add("type", TYPE_PREFIX + type)
                .add("title", title)
                .add("status", status)
                .add("detail", getMessage())
                .build()
                .toString();
    }

    public Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(json()).build();
    }
}
