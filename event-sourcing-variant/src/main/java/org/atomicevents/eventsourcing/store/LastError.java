package org.atomicevents.eventsourcing.store;

/** The column {@code last_error} of {@code event_held} and {@code projection}. Stateless. */
final class LastError {

    private static final int LENGTH = 1000;

    private LastError() {}

    /** The error, cut to the column's length; null stays null. */
    static String cut(String error) {
        return error == null || error.length() <= LENGTH ? error : error.substring(0, LENGTH);
    }
}
