package org.atomicevents.console.web;

import org.atomicevents.web.Problem;

/** The problems that only this application has. */
final class ConsoleProblem {

    private ConsoleProblem() {}

    static Problem unauthenticated() {
        return new Problem(
                401,
                "unauthenticated",
                "Nobody is signed in",
                "Send name and password of an application user (BASIC); an administrator adds one with:"
                        + " bin/add-user.sh -a -u <name> -g " + Role.VIEWER.id());
    }

    /** @param needed the least role for the request; nothing was changed */
    static Problem forbidden(Role needed) {
        return new Problem(
                403,
                "forbidden",
                "The user has not the role for this",
                "This needs the role %1$s; an administrator gives it with: bin/add-user.sh -a -u <name> -g %1$s"
                        .formatted(needed.id()));
    }

    static Problem notParked(String detail) {
        return new Problem(404, "not-parked", "No parked entry has this event id", detail);
    }

    static Problem unavailable(String detail) {
        return new Problem(503, "unavailable", "The database cannot be asked", detail);
    }

    static Problem unexpected(String id) {
        return new Problem(
                500,
                "unexpected",
                "Something unexpected happened",
                "It is logged with the id " + id + "; what was done to an entry is in GET audit");
    }
}
