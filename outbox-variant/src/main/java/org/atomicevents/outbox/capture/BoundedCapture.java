package org.atomicevents.outbox.capture;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.atomicevents.Event;

/**
 * Records as another capture does, for a bounded number of subjects in each transaction. Each subject holds a lock in the database until
 * the transaction ends, and the locks of all sessions share one table: whoever fills it makes others fail. Thread-safe.
 */
public final class BoundedCapture implements Capture {

    private final Capture capture;
    private final TransactionSynchronizationRegistry registry;
    private final int most;

    /** @param most the number of subjects that one transaction may publish about */
    public BoundedCapture(Capture capture, TransactionSynchronizationRegistry registry, int most) {
        this.capture = Objects.requireNonNull(capture);
        this.registry = Objects.requireNonNull(registry);
        this.most = most;
    }

    @Override
    public void record(Event event) throws SQLException {
        Set<String> subjects = subjects();
        if (subjects.size() >= most && !subjects.contains(event.subject())) {
            throw new SQLException(
                    ("this transaction has published about %d subjects, and each holds a lock of the database until it"
                                    + " ends: publish in several transactions, or raise atomicevents.outbox.max-subjects and the"
                                    + " database's max_locks_per_transaction")
                            .formatted(most));
        }
        capture.record(event);
        subjects.add(event.subject());
    }

    @SuppressWarnings("unchecked") // Only this object uses itself as the key.
    private Set<String> subjects() {
        Set<String> subjects = (Set<String>) registry.getResource(this);
        if (subjects == null) {
            subjects = new HashSet<>();
            registry.putResource(this, subjects);
        }
        return subjects;
    }
}
