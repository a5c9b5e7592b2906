package org.atomicevents.spi;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Objects;
import org.atomicevents.Event;
import org.atomicevents.PublishException;

/** The checks at the beginning of every {@link org.atomicevents.EventPublisher#publish}, and the exceptions for refusals. Thread-safe. */
public final class PublishRules {

    private final TransactionSynchronizationRegistry registry;
    private final int maxDataBytes;

    public PublishRules(TransactionSynchronizationRegistry registry, int maxDataBytes) {
        this.registry = Objects.requireNonNull(registry);
        this.maxDataBytes = maxDataBytes;
    }

    /**
     * Lets {@code event} pass if it may be published now.
     *
     * @throws IllegalArgumentException if it is null or its data is too large; the transaction is left as it was
     * @throws IllegalStateException if the calling thread has no transaction that could still commit
     */
    public void check(Event event) {
        if (event == null) {
            throw new IllegalArgumentException("The event is null: publish() needs one");
        }
        if (event.dataLength() > maxDataBytes) {
            throw new IllegalArgumentException(
                    "Event %s has %d bytes of data: at most %d are allowed; send a reference to the data or raise atomicevents.max-data-bytes"
                            .formatted(event.id(), event.dataLength(), maxDataBytes));
        }
        int status = registry.getTransactionStatus();
        if (status == Status.STATUS_MARKED_ROLLBACK) {
            throw new IllegalStateException(
                    "The transaction is marked rollback-only, so event " + event.id()
                            + " could never be delivered: publish before setRollbackOnly() or in a transaction that can commit");
        }
        if (status != Status.STATUS_ACTIVE) {
            throw new IllegalStateException(
                    "No active JTA transaction on this thread (status " + status + ") for event "
                            + event.id() + ": call publish() inside the transaction that makes the change,"
                            + " for example from a method with @Transactional or from a session bean");
        }
    }

    /** The exception for an event that the database or the broker refused; marks the transaction rollback-only. */
    public PublishException refused(Event event, String by, Exception cause) {
        if (registry.getTransactionStatus() == Status.STATUS_ACTIVE) {
            registry.setRollbackOnly();
        }
        return new PublishException(
                "Event %s was refused by the %s; the transaction will roll back".formatted(event.id(), by), cause);
    }
}
