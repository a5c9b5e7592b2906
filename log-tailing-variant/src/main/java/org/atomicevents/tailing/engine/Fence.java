package org.atomicevents.tailing.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.atomicevents.tailing.store.Lease;
import org.atomicevents.tailing.store.Slot;

/**
 * The permission of one run of a reader to go on: it must not do anything after another reader has taken over, nor on a slot that is
 * not the one it set out to read. For one thread at a time.
 */
final class Fence {

    private static final long CHECK_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int VALID_SECONDS = 5;

    private final Slot slot;
    private final Lease lease;
    private final Connection lock;
    private final long epoch;
    private final Optional<String> position;
    private long lastCheck;
    private volatile boolean begun;

    /**
     * To be made before the engine is started; the slot must be free.
     *
     * @param lock the session that holds the lock
     */
    Fence(Slot slot, Lease lease, Connection lock, long epoch) throws SQLException {
        this.slot = Objects.requireNonNull(slot);
        this.lease = Objects.requireNonNull(lease);
        this.lock = Objects.requireNonNull(lock);
        this.epoch = epoch;
        this.position = slot.position();
    }

    /**
     * To be called before anything is delivered or confirmed. Asks the database at most once a second, and always if the reader was
     * asleep for longer.
     *
     * @throws IllegalStateException if the reader has to end
     */
    void check() throws SQLException {
        if (begun && System.nanoTime() - lastCheck < CHECK_PERIOD_NANOS) {
            return;
        }
        // The engine makes a slot if there is none at the moment of its start, and begins at the log's end.
        if (isReplaced()) {
            throw new IllegalStateException("Slot " + slot.names().slot() + " was made anew while its reader started");
        }
        if (!lock.isValid(VALID_SECONDS) || !lease.isHeld(epoch)) {
            throw new IllegalStateException(
                    "Another server has taken over " + slot.names().slot() + "; this one stops reading");
        }
        begun = true;
        lastCheck = System.nanoTime();
    }

    /** Whether the slot is another one than before the engine was started. Its position does not move until the first check. */
    boolean isReplaced() throws SQLException {
        return !begun
                && slot.position()
                        .map(now -> !position.equals(Optional.of(now)))
                        .orElse(false);
    }
}
