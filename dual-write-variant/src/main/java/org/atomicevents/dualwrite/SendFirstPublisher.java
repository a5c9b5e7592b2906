package org.atomicevents.dualwrite;

import java.util.Objects;
import org.atomicevents.Anomaly;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.broker.BrokerException;
import org.atomicevents.broker.Sender;
import org.atomicevents.spi.PublishRules;

/**
 * Sends inside the caller's transaction and lets the commit follow: best effort in one phase.
 *
 * <p>Thread-safe. When {@link #publish} returns, the event is durable at the broker and a consumer may already have it, while
 * the change is neither committed nor visible. If the transaction then rolls back, or the JVM dies before the commit, the
 * consumer has an event of a change that did not happen; nothing takes it back.
 */
public final class SendFirstPublisher implements EventPublisher {

    /** The guarantees of this strategy, which are known without an instance. */
    public static final Guarantees GUARANTEES = Guarantees.admitting(Anomaly.PHANTOM, Anomaly.EARLY, Anomaly.REORDER)
            .recoveryBoundedBy("nothing: what was announced before the crash is never taken back");

    private final PublishRules rules;
    private final Sender sender;

    /** @param sender used by all publishing threads */
    public SendFirstPublisher(PublishRules rules, Sender sender) {
        this.rules = Objects.requireNonNull(rules);
        this.sender = Objects.requireNonNull(sender);
    }

    @Override
    public void publish(Event event) {
        rules.check(event);
        try {
            sender.send(event);
        } catch (BrokerException | RuntimeException e) {
            throw rules.refused(event, "broker", e);
        }
    }

    @Override
    public Guarantees guarantees() {
        return GUARANTEES;
    }
}
