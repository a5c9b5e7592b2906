package org.atomicevents.outbox.capture;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Collects what a transaction did and passes it on, in order and once, when that transaction has committed; forgets it if it
 * rolled back, or if nobody knows. A JVM that dies after the commit passes nothing on. Thread-safe.
 */
final class AfterCommit<T> {

    private static final System.Logger LOG = System.getLogger(AfterCommit.class.getName());

    private final TransactionSynchronizationRegistry registry;
    private final Consumer<? super List<T>> then;

    AfterCommit(TransactionSynchronizationRegistry registry, Consumer<? super List<T>> then) {
        this.registry = Objects.requireNonNull(registry);
        this.then = Objects.requireNonNull(then);
    }

    /** Belongs to the calling thread's transaction, which must be active. */
    @SuppressWarnings("unchecked") // Nobody else has this key.
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
            // Until the commit there is nothing to pass on.
        }

        @Override
        public void afterCompletion(int status) {
            if (status != Status.STATUS_COMMITTED) {
                return;
            }
            try {
                then.accept(items);
            } catch (RuntimeException e) {
                // The commit stands; its caller must not hear of what only costs time.
                LOG.log(System.Logger.Level.WARNING, "What follows a commit failed; the relay makes up for it", e);
            }
        }
    }
}
