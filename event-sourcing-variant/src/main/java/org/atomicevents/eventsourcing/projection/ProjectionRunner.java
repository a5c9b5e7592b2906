package org.atomicevents.eventsourcing.projection;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.atomicevents.eventsourcing.Projection;
import org.atomicevents.eventsourcing.store.PoisonEvent;
import org.atomicevents.eventsourcing.store.ProjectionStore;
import org.atomicevents.eventsourcing.store.ProjectionStore.Step;
import org.atomicevents.eventsourcing.store.Sequencer;
import org.atomicevents.relay.PassResult;

/**
 * Applies the events to one projection: to its live generation, and to the one that is being built, if any, which takes over as
 * soon as it has caught up. Then deletes the rows of retired generations.
 *
 * <p>One thread at a time per instance; any number of instances and servers per database: a generation's row is locked by the
 * runner that applies events to it, in the same transaction, so that no event is applied twice or lost.
 */
public final class ProjectionRunner {

    /** More of them are no exceptions any more. */
    private static final int MOST_HELD = 100;

    private static final System.Logger LOG = System.getLogger(ProjectionRunner.class.getName());

    private final Projection projection;
    private final Sequencer sequencer;
    private final ProjectionStore store;
    private final int batchSize;
    private final int maxAttempts;
    private final Map<Long, Failures> failures = new HashMap<>();

    /** The failures of a generation at one event, one after the other. */
    private record Failures(long position, int attempts) {

        Failures and(long failed) {
            return new Failures(failed, failed == position ? attempts + 1 : 1);
        }
    }

    /** @param maxAttempts the failures at one event after which its stream is held */
    public ProjectionRunner(
            Projection projection, Sequencer sequencer, ProjectionStore store, int batchSize, int maxAttempts) {
        this.projection = Objects.requireNonNull(projection);
        this.sequencer = Objects.requireNonNull(sequencer);
        this.store = Objects.requireNonNull(store);
        this.batchSize = batchSize;
        this.maxAttempts = maxAttempts;
    }

    /**
     * One bounded pass: at most one batch for each generation.
     *
     * @throws SQLException if the database failed; the batch under way was rolled back
     */
    public PassResult pass() throws SQLException {
        sequencer.sequence(batchSize);
        boolean more = false;
        boolean failed = false;
        Set<Long> generations = store.running(projection);
        failures.keySet().retainAll(generations);
        for (long generation : generations) {
            try {
                Step step = store.step(projection, generation, batchSize, suspect(generation));
                more |= step.more();
                failures.computeIfPresent(generation, (id, known) -> step.reached() < known.position ? known : null);
                if (step.tookOver()) {
                    LOG.log(
                            System.Logger.Level.INFO,
                            "Projection {0} is read from generation {1} now",
                            projection.name(),
                            Long.toString(generation));
                }
            } catch (PoisonEvent e) {
                failed = true;
                countFailure(generation, e);
            }
        }
        if (failed) {
            return PassResult.UNREACHABLE;
        }
        more |= store.forget(projection, batchSize);
        return more ? PassResult.FULL : PassResult.IDLE;
    }

    private long suspect(long generation) {
        Failures failed = failures.get(generation);
        return failed == null ? 0 : failed.position;
    }

    private void countFailure(long generation, PoisonEvent failure) throws SQLException {
        long position = failure.event().position();
        Failures sofar =
                failures.getOrDefault(generation, new Failures(position, 0)).and(position);
        failures.put(generation, sofar);
        if (sofar.attempts < maxAttempts) {
            LOG.log(System.Logger.Level.DEBUG, "Projection " + projection.name() + " failed and tries again", failure);
            return;
        }
        failures.remove(generation);
        if (!failure.isOfTheProjection() && store.hold(projection, generation, failure, MOST_HELD)) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "Projection " + projection.name() + " applies nothing more of stream "
                            + failure.event().stream() + ": " + failure.getMessage()
                            + "; mend it and rebuild it, the other streams go on",
                    failure);
            return;
        }
        store.stop(projection, generation, failure.getMessage());
        LOG.log(
                System.Logger.Level.ERROR,
                "Projection " + projection.name() + " stopped: " + failure.getMessage()
                        + "; mend it and rebuild it, the others go on",
                failure);
    }
}
