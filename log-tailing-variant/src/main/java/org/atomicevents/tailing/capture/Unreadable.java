package org.atomicevents.tailing.capture;

import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.atomicevents.Event;

/**
 * A place in the log that was written as an event and is none that this release can read. Immutable, but for the bytes, which are not copied.
 *
 * @param id the same each time that this place is read, so that it is quarantined once
 * @param subject the subject that it says it is about; its id if it says nothing that could be one
 * @param raw its bytes in the layout of {@link Payload}, cut after {@value #KEPT_BYTES}
 * @param reason why it cannot be read, without control characters
 */
public record Unreadable(String id, String subject, byte[] raw, String reason) implements LogEntry {

    /** Anybody may write into the log; a gigabyte would not fit into a row. */
    static final int KEPT_BYTES = 16 << 20;

    private static final URI SOURCE = URI.create("/atomicevents/unreadable");
    private static final String TYPE = "org.atomicevents.Unreadable";
    private static final int DIGEST_BYTES = 8;

    public Unreadable {
        Objects.requireNonNull(id);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(raw);
        Objects.requireNonNull(reason);
    }

    static Unreadable at(long lsn, Optional<String> subject, byte[] payload, RuntimeException reason) {
        String id = "unreadable-%X/%08X-%s".formatted(lsn >>> 32, lsn & 0xFFFF_FFFFL, digest(payload));
        String cut = payload.length <= KEPT_BYTES
                ? ""
                : " (" + payload.length + " bytes, of which the first " + KEPT_BYTES + " are kept)";
        byte[] kept = cut.isEmpty() ? payload : Arrays.copyOf(payload, KEPT_BYTES);
        return new Unreadable(id, subject.orElse(id), kept, printable(String.valueOf(reason.getMessage())) + cut);
    }

    /** An event that shows it to an operator: the bytes are its data. It must not be delivered. */
    public Event shown() {
        return new Event(id, SOURCE, TYPE, subject, Instant.now(), "application/octet-stream", raw, Map.of());
    }

    /** {@code text} with a question mark in place of each control character: nobody breaks a log's line or a column with it. */
    public static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String digest(byte[] payload) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(payload);
            return HexFormat.of().formatHex(whole, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
