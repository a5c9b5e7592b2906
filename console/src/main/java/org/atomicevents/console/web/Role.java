package org.atomicevents.console.web;

import jakarta.ws.rs.core.SecurityContext;
import java.util.Arrays;
import java.util.Locale;
import org.atomicevents.console.audit.Action;
import org.atomicevents.web.Problem;

/** The roles of the console's users, each of which may do what those before it may. */
enum Role {
    /** Sees everything, payloads included. */
    VIEWER,
    /** Moves entries: replays them. */
    OPERATOR,
    /** Ends entries: discards them. */
    ADMIN;

    /** The one that an action needs at least. */
    static Role of(Action action) {
        return switch (action) {
            case REPLAY -> OPERATOR;
            case DISCARD -> ADMIN;
        };
    }

    /** The name in the server's user files. */
    String id() {
        return "atomicevents-" + name().toLowerCase(Locale.ROOT);
    }

    /**
     * The caller's name.
     *
     * @throws Problem 403 if this role is not the caller's
     */
    String require(SecurityContext caller) {
        if (!isOf(caller)) {
            throw ConsoleProblem.forbidden(this);
        }
        return caller.getUserPrincipal().getName();
    }

    private boolean isOf(SecurityContext caller) {
        return Arrays.stream(values()).skip(ordinal()).anyMatch(role -> caller.isUserInRole(role.id()));
    }
}
