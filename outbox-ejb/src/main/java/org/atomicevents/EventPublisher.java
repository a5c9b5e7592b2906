package org.atomicevents;

/**
 * Announces what a transaction changed, atomically with the change, as far as {@link #guarantees()} promises.
 *
 * <p>Inject it and call {@link #publish} inside the transaction that makes the change. Which strategy stands behind it is
 * configuration ({@code atomicevents.strategy}) or a {@link Strategy} qualifier, never application code.
 *
 * <p>Thread-safe: one instance serves all threads, each call belongs to the JTA transaction of its calling thread.
 */
public interface EventPublisher {

    /**
     * Publishes {@code event} if, and only if, the caller's JTA transaction commits.
     *
     * <p>Runs on the calling thread, before the commit; when it returns the event is not yet delivered. If the transaction
     * rolls back, nothing is delivered (strategies that cannot promise this admit {@code PHANTOM}). Once the commit has
     * returned the event survives the death of this JVM (strategies that cannot promise this admit {@code LOST}). Events of
     * one transaction keep their order per {@link Event#subject()}.
     *
     * @throws IllegalStateException if the thread has no active JTA transaction; nothing is recorded
     * @throws IllegalArgumentException if the event breaks a rule of this deployment, such as the largest allowed
     *     {@link Event#data()}; nothing is recorded and the transaction is left as it was
     * @throws PublishException if the database or the broker refused; the transaction is marked rollback-only
     */
    void publish(Event event);

    /** What this strategy promises and what it admits. Immutable, the same for the life of the deployment. */
    Guarantees guarantees();
}
