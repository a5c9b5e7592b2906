package org.atomicevents.catalog.command;

import jakarta.ejb.ApplicationException;

/** A command that cannot be carried out; its transaction is rolled back, nothing was changed and nothing published. */
@ApplicationException(rollback = true)
public class CommandRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The reason, in terms of the caller's next step. */
    public enum Reason {
        /** There is no such thing: look at the id. */
        UNKNOWN,
        /** Somebody else was faster, or the id is taken: read again and decide anew. */
        CONFLICT
    }

    private final Reason reason;

    CommandRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    static CommandRefused repeated(Command command) {
        return new CommandRefused(
                Reason.CONFLICT,
                "Product '%s' or command '%s' is there already: choose another id, or look at what the first one did"
                        .formatted(command.productId(), command.commandId()));
    }

    static CommandRefused moved(String productId, long there, long from) {
        return new CommandRefused(
                Reason.CONFLICT,
                "Product '%s' is at version %d, the command starts from version %d: read it again"
                        .formatted(productId, there, from));
    }

    public Reason reason() {
        return reason;
    }
}
