package org.atomicevents.eventsourcing.container;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.atomicevents.eventsourcing.Projection;
import org.atomicevents.eventsourcing.store.ProjectionState;
import org.atomicevents.relay.PollLoop;

/**
 * The projections that run on this server; inject it. Every call is a short transaction of its own, so that none depends on the
 * caller's. Thread-safe.
 *
 * <p>Each method that needs the database throws {@link IllegalStateException} if it failed, or if the deployment does not offer
 * the strategy {@code event-sourcing}.
 */
@ApplicationScoped
public class Projections {

    @Inject
    OpenedEventStore opened;

    private final Map<String, Running> running = new ConcurrentHashMap<>();

    private record Running(Projection projection, PollLoop pollLoop) {}

    /**
     * Applies the events to a projection on this server until {@link #stop}, in the background; its version is built first if
     * it is not there. Outside any transaction. After a crash it goes on from its checkpoint as soon as it is started again.
     *
     * @throws IllegalStateException if a projection of this name runs already, too
     */
    public void start(Projection projection) {
        EventSourcingParts parts = opened.get();
        PollLoop pollLoop = parts.pollLoop("Projection " + projection.name(), parts.runner(projection)::pass);
        if (running.putIfAbsent(projection.name(), new Running(projection, pollLoop)) != null) {
            throw new IllegalStateException("Projection '" + projection.name()
                    + "' runs already on this server: give the second one another name");
        }
        call("be started", () -> {
            parts.projections().register(projection);
            return null;
        });
        if (parts.settings().projections()) {
            pollLoop.start();
        }
    }

    /** Ends the passes of a projection and waits a while for the one under way; its rows stay and are read. */
    public void stop(String name) {
        Running one = running.remove(name);
        if (one != null) {
            one.pollLoop.stop();
        }
    }

    /** Every generation that is read or being built. */
    public List<ProjectionState> all() {
        return call("be listed", opened.get().projections()::all);
    }

    /**
     * Builds a projection anew beside the generation that is read, in the background; the new one takes over when it has caught
     * up.
     *
     * @return false if none of this name runs on this server
     */
    public boolean rebuild(String name) {
        Running one = running.get(name);
        if (one == null) {
            return false;
        }
        return call("be rebuilt", () -> {
            opened.get().projections().rebuild(one.projection);
            return true;
        });
    }

    @PreDestroy
    void stopAll() {
        running.keySet().forEach(this::stop);
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    /** Runs {@code work}; {@code what} completes the message "Projections could not ...". */
    private static <T> T call(String what, Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new IllegalStateException("Projections could not " + what + ": " + e.getMessage(), e);
        }
    }
}
