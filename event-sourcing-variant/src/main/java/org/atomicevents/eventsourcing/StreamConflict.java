package org.atomicevents.eventsourcing;

/** The stream is not at the version that the writer started from: another writer was faster. Nothing was appended. */
public class StreamConflict extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String stream;
    private final long expected;
    private final long found;

    public StreamConflict(String stream, long expected, long found) {
        super("Stream '%s' is at version %d, the append expected version %d: load it again and decide anew"
                .formatted(stream, found, expected));
        this.stream = stream;
        this.expected = expected;
        this.found = found;
    }

    public String stream() {
        return stream;
    }

    public long expected() {
        return expected;
    }

    public long found() {
        return found;
    }
}
