package org.atomicevents.xa.indoubt;

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
 * The identity of a branch, in the form of the server's transaction manager: its global part is the transaction's 28 bytes (host,
 * process, second of the beginning, counter) and then the node identifier.
 */
record BranchName(int format, byte[] global, byte[] qualifier) {

    /** The transaction manager's format. */
    private static final int OURS = 131_077;

    private static final int UID_BYTES = 28;
    private static final int SECOND_AT = 20;

    static BranchName of(Xid xid) {
        return new BranchName(xid.getFormatId(), xid.getGlobalTransactionId(), xid.getBranchQualifier());
    }

    /** The name that the PostgreSQL driver has given to a prepared transaction; empty if the driver did not prepare it. */
    static Optional<BranchName> ofGid(String gid) {
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

    /** Whether a transaction manager like this server's prepared it. */
    boolean isOurs() {
        return format == OURS && global.length >= UID_BYTES;
    }

    /** The transaction's identifier; only if {@link #isOurs()}. */
    Uid transaction() {
        return new Uid(Arrays.copyOf(global, UID_BYTES));
    }

    /** The node identifier of the transaction manager that prepared it; only if {@link #isOurs()}. */
    String node() {
        return new String(global, UID_BYTES, global.length - UID_BYTES, StandardCharsets.UTF_8);
    }

    /** The beginning of the transaction to the second, by that server's clock; only if {@link #isOurs()}. */
    Instant began() {
        return Instant.ofEpochSecond(
                Integer.toUnsignedLong(ByteBuffer.wrap(global).getInt(SECOND_AT)));
    }

    String hex() {
        HexFormat hex = HexFormat.of();
        return format + ":" + hex.formatHex(global) + ":" + hex.formatHex(qualifier);
    }

    /** The name as a parameter of the broker's management operations. */
    String base64() {
        ByteBuffer bytes = ByteBuffer.allocate(qualifier.length + global.length + Integer.BYTES);
        bytes.put(qualifier).put(global);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            bytes.put((byte) ((format >> shift) % 0xFF));
        }
        return Base64.getUrlEncoder().encodeToString(bytes.array());
    }
}
