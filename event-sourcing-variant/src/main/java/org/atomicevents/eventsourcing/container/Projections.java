package org.atomicevents.eventsourcing.container;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.atomicevents.eventsourcing.Projection;
import org.atomicevents.eventsourcing.projection.ProjectionRunner;
import org.atomicevents.eventsourcing.store.ProjectionState;
import org.atomicevents.eventsourcing.store.ProjectionStore;
import org.atomicevents.eventsourcing.store.Sequencer;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.relay.PollLoop;

/** Runs the projections of the deployments that ask for it; inject it. Thread-safe. */
@ApplicationScoped
public class Projections {

    @Inject
    EventSourcingContext context;

    @Inject
    OpenedEventStore opened;

    private final Map<String, Running> running = new ConcurrentHashMap<>();

    private record Running(Projection projection, PollLoop pollLoop) {}

    /**
     * Feeds a projection on this server until {@link #stop}; builds its version first if it is not there. Outside any
     * transaction.
     *
     * @throws IllegalStateException if the database failed, the strategy is not offered, or a projection of this name runs
     *     already
     */
    public void start(Projection projection) {
        EventSourcingSettings settings = opened.get().settings();
        ShortTransactions transactions = context.server().shortTransactions();
        ProjectionRunner runner = new ProjectionRunner(
                projection,
                new Sequencer(transactions),
                new ProjectionStore(transactions),
                settings.batchSize(),
                settings.retry().maxAttempts());
        PollLoop pollLoop = context.pollLoop("Projection " + projection.name(), settings, runner::pass);
        if (running.putIfAbsent(projection.name(), new Running(projection, pollLoop)) != null) {
            throw new IllegalStateException("Projection '" + projection.name()
                    + "' runs already on this server: give the second one another name");
        }
        asked("be started", () -> {
            store().register(projection);
            return null;
        });
        if (settings.here().projects()) {
            pollLoop.start();
        }
    }

    /** Ends what {@link #start} began; its rows stay and are read. */
    public void stop(String name) {
        Running one = running.remove(name);
        if (one != null) {
            one.pollLoop.stop();
        }
    }

    /** Every generation that is read or being built. */
    public List<ProjectionState> all() {
        return asked("be listed", () -> store().all());
    }

    /**
     * Builds a projection anew beside the one that is read; the switch comes by itself.
     *
     * @return false if none of this name runs on this server
     */
    public boolean rebuild(String name) {
        Running one = running.get(name);
        if (one == null) {
            return false;
        }
        return asked("be rebuilt", () -> {
            store().rebuild(one.projection);
            return true;
        });
    }

    @PreDestroy
    void stopAll() {
        running.keySet().forEach(this::stop);
    }

    private ProjectionStore store() {
        return new ProjectionStore(context.server().shortTransactions());
    }

    private interface Question<T> {
        T ask() throws SQLException;
    }

    private static <T> T asked(String what, Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException e) {
            throw new IllegalStateException("Projections could not " + what + ": " + e.getMessage(), e);
        }
    }
}
