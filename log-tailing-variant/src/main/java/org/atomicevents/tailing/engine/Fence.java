package org.atomicevents.tailing.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.atomicevents.tailing.store.Lease;
import org.atomicevents.tailing.store.Slot;

/**
 * Ends a run of a reader that may not go on: after another reader has taken over, or if the slot was replaced by another one of
 * its name. For one thread at a time.
 */
final class Fence {

    private static final long CHECK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int VALID_SECONDS = 5;

    private final Slot slot;
    private final Lease lease;
    private final Connection lock;
    private final long epoch;
    private final Optional<String> position;
    private long checkedAt;
    private volatile boolean begun;

    /**
     * To be created before the engine is started; the slot must be free.
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
     * To be called before anything is delivered or confirmed. Queries the database if the last query is more than a second old, so a
     * reader that was suspended for longer finds out first.
     *
     * @throws IllegalStateException if the reader has to end
     */
    void check() throws SQLException {
        if (begun && System.nanoTime() - checkedAt < CHECK_AGAIN_NANOS) {
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
        checkedAt = System.nanoTime();
    }

    /** Whether the slot is another one than before the engine was started; until the first check nothing moves its position. */
    boolean isReplaced() throws SQLException {
        return !begun
                && slot.position()
                        .map(now -> !position.equals(Optional.of(now)))
                        .orElse(false);
    }
}
