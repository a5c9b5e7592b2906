package org.atomicevents;

/**
 * Publishes the events of a transaction atomically with its changes, within the {@link #guarantees()} of the strategy.
 *
 * <p>Inject it and call {@link #publish} inside the transaction that makes the change. The strategy behind it is chosen by configuration ({@code atomicevents.strategy}) or by a {@link Strategy} qualifier.
 *
 * <p>Thread-safe: one instance serves all threads, each call belongs to the JTA transaction of its calling thread.
 */
public interface EventPublisher {

    /**
     * Publishes {@code event} if, and only if, the caller's JTA transaction commits.
     *
     * <p>Runs on the calling thread, before the commit; when it returns the event is not yet delivered. If the transaction
     * rolls back, nothing is delivered (strategies that cannot guarantee this admit {@code PHANTOM}). Once the commit has
     * returned the event survives the death of this JVM (strategies that cannot guarantee this admit {@code LOST}). Events of
     * one transaction keep their order per {@link Event#subject()}.
     *
     * @throws IllegalStateException if the thread has no active JTA transaction; nothing is recorded
     * @throws IllegalArgumentException if the event breaks a rule of this deployment, such as the largest allowed
     *     {@link Event#data()}; nothing is recorded and the transaction is left as it was
     * @throws PublishException if the database or the broker refused; the transaction is marked rollback-only
     */
    void publish(Event event);

    /** The guarantees of the strategy behind it; the same for the life of the deployment. */
    Guarantees guarantees();
}
