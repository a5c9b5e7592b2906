package org.atomicevents.tailing.capture;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.atomicevents.Event;

/** Something in the log that was written as an event of ours: one, or what cannot be read as one. Immutable. */
public sealed interface LogEntry permits LogEntry.Readable, Unreadable {

    /** An event. */
    record Readable(Event event) implements LogEntry {

        public Readable {
            Objects.requireNonNull(event);
        }
    }

    /** The entry of a message with {@code payload}; never throws. */
    static LogEntry ofMessage(long lsn, byte[] payload) {
        try {
            return of(lsn, Payload.raw(payload), () -> payload);
        } catch (IllegalArgumentException e) {
            return Unreadable.at(lsn, Optional.empty(), payload, e);
        }
    }

    /** The entry of a row; never throws. */
    static LogEntry ofRow(long lsn, RawEvent row) {
        return of(lsn, row, () -> Payload.of(row));
    }

    private static LogEntry of(long lsn, RawEvent raw, Supplier<byte[]> payload) {
        try {
            return new Readable(raw.event());
        } catch (RuntimeException e) {
            return Unreadable.at(lsn, raw.possibleSubject(), payload.get(), e);
        }
    }
}
