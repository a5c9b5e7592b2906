package org.atomicevents.broker;

/**
 * The outcome of sending one event to the broker. Immutable.
 *
 * @param reason the broker's reason, for an operator; empty if it gave none
 */
public record Delivery(Status status, String reason) {

    public enum Status {
        /** The broker has it. */
        SENT,
        /** The broker had it already and dropped the copy. */
        DUPLICATE,
        /** The broker can be reached and refused this event. */
        REFUSED,
        /** Not tried, because an earlier event of the same subject did not arrive. */
        HELD,
        /** Not tried or of unknown outcome, because the broker cannot be reached; says nothing about the event. */
        UNREACHABLE
    }

    static final Delivery SENT = new Delivery(Status.SENT, "");
    static final Delivery DUPLICATE = new Delivery(Status.DUPLICATE, "");
    static final Delivery HELD = new Delivery(Status.HELD, "");

    /** True if the broker has the event, now or already. */
    public boolean arrived() {
        return status == Status.SENT || status == Status.DUPLICATE;
    }
}
