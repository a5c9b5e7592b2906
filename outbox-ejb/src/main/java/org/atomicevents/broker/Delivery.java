package org.atomicevents.broker;

/**
 * What became of one event that was handed to the broker.
 *
 * @param reason in the broker's words, for an operator; empty if there is nothing to say
 */
public record Delivery(Status status, String reason) {

    public enum Status {
        /** The broker has it. */
        SENT,
        /** The broker had it already and dropped the copy. */
        DUPLICATE,
        /** The broker is there and said no to this event. */
        REFUSED,
        /** Not tried, because an earlier event of the same subject did not arrive. */
        HELD,
        /** Not tried or of unknown outcome, because the broker cannot be reached; says nothing about the event. */
        UNREACHABLE
    }

    static final Delivery SENT = new Delivery(Status.SENT, "");
    static final Delivery DUPLICATE = new Delivery(Status.DUPLICATE, "");
    static final Delivery HELD = new Delivery(Status.HELD, "");

    /** Whether the broker holds the event, now or already. */
    public boolean arrived() {
        return status == Status.SENT || status == Status.DUPLICATE;
    }
}
