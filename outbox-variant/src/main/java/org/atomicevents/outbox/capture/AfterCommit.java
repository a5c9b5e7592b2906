package org.atomicevents.outbox.capture;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Collects items of a transaction and passes them to an action, in order and once, on the committing thread when the transaction
 * has committed; drops them if it rolled back or its outcome is unknown. A JVM that dies after the commit passes nothing on.
 * Thread-safe.
 */
final class AfterCommit<T> {

    private static final System.Logger LOG = System.getLogger(AfterCommit.class.getName());

    private final TransactionSynchronizationRegistry registry;
    private final Consumer<? super List<T>> action;

    AfterCommit(TransactionSynchronizationRegistry registry, Consumer<? super List<T>> action) {
        this.registry = Objects.requireNonNull(registry);
        this.action = Objects.requireNonNull(action);
    }

    /** Adds an item to the calling thread's transaction, which must be active. */
    @SuppressWarnings("unchecked") // Only this object uses itself as the key.
    void add(T item) {
        List<T> items = (List<T>) registry.getResource(this);
        if (items == null) {
            items = new ArrayList<>();
            registry.putResource(this, items);
            registry.registerInterposedSynchronization(new Completion(items));
        }
        items.add(item);
    }

    private final class Completion implements Synchronization {

        private final List<T> items;

        Completion(List<T> items) {
            this.items = items;
        }

        @Override
        public void beforeCompletion() {
            // Nothing is passed on before the commit.
        }

        @Override
        public void afterCompletion(int status) {
            if (status != Status.STATUS_COMMITTED) {
                return;
            }
            try {
                action.accept(items);
            } catch (RuntimeException e) {
                // The transaction is committed: its caller must not get an exception for a mere delay.
                LOG.log(System.Logger.Level.WARNING, "What follows a commit failed; the relay makes up for it", e);
            }
        }
    }
}
