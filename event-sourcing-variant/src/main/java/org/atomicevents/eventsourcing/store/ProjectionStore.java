package org.atomicevents.eventsourcing.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.atomicevents.eventsourcing.Projection;
import org.atomicevents.eventsourcing.StoredEvent;
import org.atomicevents.jdbc.ShortTransactions;

/**
 * Generations of projections and their checkpoints, in short transactions of its own.
 *
 * <p>Thread-safe. Assumes READ COMMITTED, like {@link Sequencer}. A JVM that dies in the middle leaves the batch undone.
 */
public final class ProjectionStore {

    private final ShortTransactions transactions;

    public ProjectionStore(ShortTransactions transactions) {
        this.transactions = Objects.requireNonNull(transactions);
    }

    /**
     * The work of one step of a generation. Immutable.
     *
     * @param events the number of events that it has passed
     * @param reached the checkpoint after it; 0 if another server is at work on the generation
     * @param more whether there may be more events at once
     * @param tookOver whether the generation took over, and is read from now on
     */
    public record Step(int events, long reached, boolean more, boolean tookOver) {

        static final Step NONE = new Step(0, 0, false, false);
    }

    private record Locked(long checkpoint, String status) {}

    /** Begins to build a projection's version if it is not there yet. */
    public void register(Projection projection) throws SQLException {
        transactions.call(connection -> {
            boolean there = Jdbc.number(connection, ProjectionStatements.HAS_VERSION, select -> {
                        select.setString(1, projection.name());
                        select.setInt(2, projection.version());
                    })
                    .isPresent();
            return there ? 0 : build(connection, projection);
        });
    }

    /** Begins to build a projection anew, in place of a generation that is being built; several servers may call this at once. */
    public void rebuild(Projection projection) throws SQLException {
        transactions.call(connection -> {
            Jdbc.update(
                    connection, ProjectionStatements.RETIRE_BUILDING, update -> update.setString(1, projection.name()));
            return build(connection, projection);
        });
    }

    /** Every generation that is read or being built, of all projections. */
    public List<ProjectionState> all() throws SQLException {
        return transactions.call(connection ->
                Jdbc.rows(connection, ProjectionStatements.ALL, Jdbc::noParameters, ProjectionStore::state));
    }

    /** The generations that have events to apply. */
    public Set<Long> running(Projection projection) throws SQLException {
        return transactions.call(connection -> new TreeSet<>(Jdbc.rows(
                connection,
                ProjectionStatements.RUNNING,
                select -> {
                    select.setString(1, projection.name());
                    select.setInt(2, projection.version());
                },
                row -> row.getLong(1))));
    }

    /**
     * Applies the next events, at most {@code atMost}, and moves the checkpoint, in one transaction; a generation that is
     * being built and has caught up takes over in it too. Does nothing if another server applies events to it at this moment.
     *
     * @param suspect the position of an event that failed before: first those before it are applied, then it alone; 0 if none failed
     * @throws PoisonEvent if the projection failed at an event; then nothing was done
     */
    public Step step(Projection projection, long generation, int atMost, long suspect) throws SQLException {
        return transactions.call(connection -> {
            List<Locked> locked = lock(connection, projection, generation);
            if (locked.isEmpty()) {
                return Step.NONE;
            }
            long checkpoint = locked.get(0).checkpoint;
            int limit = limit(atMost, checkpoint, suspect);
            boolean building = locked.get(0).status.equals("building");
            HeldStreams held = new HeldStreams(projection.name(), generation);
            Set<String> without = held.all(connection);
            List<StoredEvent> events = Sequencer.after(connection, checkpoint, limit);
            int count = apply(connection, projection, generation, events, without);
            boolean more = events.size() == limit;
            if (building && !more) {
                // Readers must not see less than before: this one needs the events that the live one has by now.
                Jdbc.number(
                        connection, ProjectionStatements.LOCK_LIVE, select -> select.setString(1, projection.name()));
                List<StoredEvent> rest = Sequencer.after(connection, last(events, checkpoint), limit);
                count += apply(connection, projection, generation, rest, without);
                more = rest.size() == limit;
                events = rest.isEmpty() ? events : rest;
            }
            long reached = last(events, checkpoint);
            if (reached > checkpoint) {
                move(connection, projection, generation, reached);
            }
            boolean takesOver = building && !more && !held.hideMoreThanTheLiveOne(connection);
            if (takesOver) {
                takeOver(connection, projection, generation);
            }
            return new Step(count, reached, more, takesOver);
        });
    }

    /**
     * Applies nothing more of an event's stream, so that all others go on; unless another server has applied the event, or is about to.
     *
     * @return false if as many as {@code most} streams are held already; then nothing was done
     */
    public boolean hold(Projection projection, long generation, PoisonEvent poison, int most) throws SQLException {
        return transactions.call(connection -> {
            List<Locked> locked = lock(connection, projection, generation);
            if (locked.isEmpty() || locked.get(0).checkpoint >= poison.event().position()) {
                return true;
            }
            HeldStreams held = new HeldStreams(projection.name(), generation);
            if (held.all(connection).size() >= most) {
                return false;
            }
            held.hold(connection, poison.event(), poison.getMessage());
            return true;
        });
    }

    /** Stops a generation until the projection is rebuilt. */
    public void stop(Projection projection, long generation, String error) throws SQLException {
        transactions.call(connection -> Jdbc.update(connection, ProjectionStatements.STOP, update -> {
            update.setString(1, LastError.cut(error));
            update.setString(2, projection.name());
            update.setLong(3, generation);
        }));
    }

    /**
     * Deletes at most {@code limit} rows of a retired generation, and the generation itself with the last of them.
     *
     * @return whether there may be more to delete
     */
    public boolean forget(Projection projection, int limit) throws SQLException {
        return transactions.call(connection -> {
            OptionalLong retired = Jdbc.number(
                    connection, ProjectionStatements.LOCK_RETIRED, select -> select.setString(1, projection.name()));
            if (retired.isEmpty()) {
                return false;
            }
            long generation = retired.getAsLong();
            if (projection.forget(connection, generation, limit) < limit) {
                Jdbc.update(connection, ProjectionStatements.DROP, delete -> {
                    delete.setString(1, projection.name());
                    delete.setLong(2, generation);
                });
                new HeldStreams(projection.name(), generation).letGo(connection);
            }
            return true;
        });
    }

    private static int build(Connection connection, Projection projection) throws SQLException {
        long last = Jdbc.number(
                        connection,
                        ProjectionStatements.LAST_GENERATION,
                        select -> select.setString(1, projection.name()))
                .orElse(0);
        return Jdbc.update(connection, ProjectionStatements.BUILD, insert -> {
            insert.setString(1, projection.name());
            insert.setLong(2, last + 1);
            insert.setInt(3, projection.version());
        });
    }

    private static List<Locked> lock(Connection connection, Projection projection, long generation)
            throws SQLException {
        return Jdbc.rows(
                connection,
                ProjectionStatements.LOCK,
                select -> {
                    select.setString(1, projection.name());
                    select.setLong(2, generation);
                    select.setInt(3, projection.version());
                },
                row -> new Locked(row.getLong(1), row.getString(2)));
    }

    private static int limit(int atMost, long checkpoint, long suspect) {
        return suspect <= checkpoint ? atMost : (int) Math.min(atMost, Math.max(1, suspect - checkpoint - 1));
    }

    private static int apply(
            Connection connection,
            Projection projection,
            long generation,
            List<StoredEvent> events,
            Set<String> without)
            throws SQLException {
        for (StoredEvent event : events) {
            try {
                if (!without.contains(event.stream())) {
                    projection.apply(connection, generation, event);
                }
            } catch (SQLException e) {
                if (PoisonEvent.isOfTheDatabase(e)) {
                    throw e;
                }
                throw new PoisonEvent(event, e);
            } catch (RuntimeException e) {
                throw new PoisonEvent(event, e);
            }
        }
        return events.size();
    }

    private static void move(Connection connection, Projection projection, long generation, long checkpoint)
            throws SQLException {
        Jdbc.update(connection, ProjectionStatements.CHECKPOINT, update -> {
            update.setLong(1, checkpoint);
            update.setString(2, projection.name());
            update.setLong(3, generation);
        });
    }

    private static void takeOver(Connection connection, Projection projection, long generation) throws SQLException {
        Jdbc.update(connection, ProjectionStatements.RETIRE_LIVE, update -> update.setString(1, projection.name()));
        Jdbc.update(connection, ProjectionStatements.GO_LIVE, update -> {
            update.setString(1, projection.name());
            update.setLong(2, generation);
        });
    }

    private static long last(List<StoredEvent> events, long otherwise) {
        return events.isEmpty() ? otherwise : events.get(events.size() - 1).position();
    }

    private static ProjectionState state(ResultSet row) throws SQLException {
        OffsetDateTime stopped = row.getObject(6, OffsetDateTime.class);
        String error = row.getString(7);
        long held = row.getLong(9);
        return new ProjectionState(
                row.getString(1),
                row.getLong(2),
                row.getInt(3),
                row.getString(4),
                row.getLong(5),
                row.getLong(8),
                Optional.ofNullable(stopped).map(at -> new ProjectionState.Stopped(at.toInstant(), error)),
                held == 0 ? Optional.empty() : Optional.of(new ProjectionState.Held(held, row.getString(10))));
    }
}
