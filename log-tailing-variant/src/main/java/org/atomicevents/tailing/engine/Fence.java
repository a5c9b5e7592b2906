package org.atomicevents.tailing.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.atomicevents.tailing.store.Lease;
import org.atomicevents.tailing.store.Slot;

/**
 * Lets one run of a reader go on, or not: it must not do anything after another reader has taken over, nor on a slot that is
 * not the one it set out to read. For one thread at a time.
 */
final class Fence {

    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int VALID_SECONDS = 5;

    private final Slot slot;
    private final Lease lease;
    private final Connection lock;
    private final long epoch;
    private final Optional<String> position;
    private long looked;
    private volatile boolean begun;

    /**
     * Before the engine is started; the slot must be free.
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
     * Before anything is delivered or confirmed. Looks at most once a second: a reader that was asleep for longer looks first.
     *
     * @throws IllegalStateException if the reader has to end
     */
    void check() throws SQLException {
        if (begun && System.nanoTime() - looked < LOOK_AGAIN_NANOS) {
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
        looked = System.nanoTime();
    }

    /** Whether the slot is not the one there was before the engine was started; until the first check nobody moves that. */
    boolean isReplaced() throws SQLException {
        return !begun
                && slot.position()
                        .map(now -> !position.equals(Optional.of(now)))
                        .orElse(false);
    }
}
