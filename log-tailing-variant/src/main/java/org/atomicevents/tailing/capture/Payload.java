package org.atomicevents.tailing.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.atomicevents.Event;

/**
 * An event as bytes and back, for a message in the log. The first byte is the version of the layout: a
 * release has to read the messages of the releases before it. Stateless.
 */
public final class Payload {

    private static final int VERSION = 1;

    private Payload() {}

    public static byte[] of(Event event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(event.dataLength() + 256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            write(out, event.id());
            write(out, event.source().toString());
            write(out, event.type());
            write(out, event.subject());
            out.writeLong(event.time().getEpochSecond());
            out.writeInt(event.time().getNano());
            write(out, event.datacontenttype());
            out.writeInt(event.extensions().size());
            for (Map.Entry<String, String> extension : event.extensions().entrySet()) {
                write(out, extension.getKey());
                write(out, extension.getValue());
            }
            out.writeInt(event.dataLength());
            out.write(event.data());
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes could not be written to memory", e);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException if the bytes are no event of a version that is known */
    public static Event event(byte[] payload) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("A message in the log has layout " + version
                        + ", this release reads " + VERSION
                        + ": a newer release wrote it; deploy that one to read it");
            }
            String id = text(in);
            URI source = URI.create(text(in));
            String type = text(in);
            String subject = text(in);
            Instant time = Instant.ofEpochSecond(in.readLong(), in.readInt());
            String datacontenttype = text(in);
            Map<String, String> extensions = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                extensions.put(text(in), text(in));
            }
            return new Event(id, source, type, subject, time, datacontenttype, bytes(in), extensions);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "A message in the log with our prefix is no event: somebody else uses the prefix", e);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("A length of " + length + " with " + in.available() + " bytes left");
        }
        return in.readNBytes(length);
    }
}
