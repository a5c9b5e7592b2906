package org.atomicevents.xa.database;

import com.arjuna.ats.arjuna.common.Uid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.transaction.xa.Xid;

/**
 * The identity of a branch, as Narayana, the server's transaction manager, writes it: its global part is the transaction's 28 bytes (host,
 * process, second of the beginning, counter) and then the node identifier.
 */
public record BranchName(int format, byte[] global, byte[] qualifier) {

    /** The format that Narayana gives its branches. */
    private static final int NARAYANA = 131_077;

    private static final int UID_BYTES = 28;
    private static final int SECOND_AT = 20;

    public static BranchName of(Xid xid) {
        return new BranchName(xid.getFormatId(), xid.getGlobalTransactionId(), xid.getBranchQualifier());
    }

    /** Reads the PostgreSQL driver's name of a prepared transaction; empty if this one was not prepared through the driver. */
    public static Optional<BranchName> ofGid(String gid) {
        String[] parts = gid.split("_", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Base64.Decoder base64 = Base64.getMimeDecoder();
            return Optional.of(
                    new BranchName(Integer.parseInt(parts[0]), base64.decode(parts[1]), base64.decode(parts[2])));
        } catch (IllegalArgumentException notTheDrivers) {
            return Optional.empty();
        }
    }

    /** Whether Narayana prepared it, on this server or another. */
    public boolean isNarayana() {
        return format == NARAYANA && global.length >= UID_BYTES;
    }

    /** The transaction manager's identity of the transaction; only if {@link #isNarayana()}. */
    public Uid transaction() {
        return new Uid(Arrays.copyOf(global, UID_BYTES));
    }

    /** The node identifier of the transaction manager that prepared it; only if {@link #isNarayana()}. */
    public String node() {
        return new String(global, UID_BYTES, global.length - UID_BYTES, StandardCharsets.UTF_8);
    }

    /** The begin of the transaction, to the second, by its server's clock; only if {@link #isNarayana()}. */
    public Instant began() {
        return Instant.ofEpochSecond(
                Integer.toUnsignedLong(ByteBuffer.wrap(global).getInt(SECOND_AT)));
    }

    /** Format, global part and branch part in hexadecimal. */
    public String hex() {
        HexFormat hex = HexFormat.of();
        return format + ":" + hex.formatHex(global) + ":" + hex.formatHex(qualifier);
    }

    /** The spelling that Artemis's management operations expect. */
    public String base64() {
        ByteBuffer bytes = ByteBuffer.allocate(qualifier.length + global.length + Integer.BYTES);
        bytes.put(qualifier).put(global);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            bytes.put((byte) ((format >> shift) % 0xFF));
        }
        return Base64.getUrlEncoder().encodeToString(bytes.array());
    }
}
