package org.atomicevents.tailing.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.atomicevents.Event;

/**
 * An event as bytes and back, for a message in the log. The first byte is the version of the layout: what one release wrote
 * the next one has to read. Stateless.
 */
public final class Payload {

    private static final int VERSION = 1;

    private Payload() {}

    public static byte[] of(Event event) {
        return of(RawEvent.of(event));
    }

    static byte[] of(RawEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(event.data().length + 256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            write(out, event.id());
            write(out, event.source());
            write(out, event.type());
            write(out, event.subject());
            out.writeLong(event.time().getEpochSecond());
            out.writeInt(event.time().getNano());
            write(out, event.datacontenttype());
            List<String> extensions = event.extensions();
            out.writeInt((extensions.size() + 1) / 2);
            for (String nameOrValue : extensions) {
                write(out, nameOrValue);
            }
            if (extensions.size() % 2 == 1) {
                write(out, null);
            }
            out.writeInt(event.data().length);
            out.write(event.data());
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes could not be written to memory", e);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException if the bytes are no event of a version that is known */
    public static Event event(byte[] payload) {
        return raw(payload).event();
    }

    /** @throws IllegalArgumentException if the bytes have no layout that is known */
    static RawEvent raw(byte[] payload) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("A message in the log has layout " + version
                        + ", this release reads " + VERSION
                        + ": a newer release wrote it; deploy that one to read it");
            }
            String id = text(in);
            String source = text(in);
            String type = text(in);
            String subject = text(in);
            Instant time = Instant.ofEpochSecond(in.readLong(), in.readInt());
            String datacontenttype = text(in);
            List<String> extensions = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                extensions.add(text(in));
                extensions.add(text(in));
            }
            return new RawEvent(id, source, type, subject, time, datacontenttype, bytes(in), extensions);
        } catch (IOException | DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "A message in the log with our prefix is no event: somebody else uses the prefix", e);
        }
    }

    /** What is missing has the length -1, which no reader takes. */
    private static void write(DataOutputStream out, String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
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
