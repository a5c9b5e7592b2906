package org.atomicevents.eventsourcing.stream;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.atomicevents.Event;
import org.atomicevents.eventsourcing.Aggregate;
import org.atomicevents.eventsourcing.DuplicateEvent;
import org.atomicevents.eventsourcing.Fold;
import org.atomicevents.eventsourcing.StoredEvent;
import org.atomicevents.eventsourcing.StreamConflict;
import org.atomicevents.eventsourcing.store.EventStore;
import org.atomicevents.eventsourcing.store.Snapshots;

/**
 * Loads aggregates by folding their streams, and appends new events.
 *
 * <p>A snapshot saves reading the whole stream and nothing else: without any, every state is the same. It is taken by the
 * append that crosses a multiple of {@code every}, in the same transaction.
 *
 * <p>Thread-safe. Both calls belong to the caller's JTA transaction; a JVM that dies before its commit leaves nothing.
 */
public final class Aggregates<S> {

    private static final System.Logger LOG = System.getLogger(Aggregates.class.getName());

    private static final int PAGE = 500;

    private final EventStore store;
    private final Snapshots snapshots;
    private final Fold<S> fold;
    private final int every;

    /** @param every the number of events between two snapshots of a stream */
    public Aggregates(EventStore store, Snapshots snapshots, Fold<S> fold, int every) {
        this.store = Objects.requireNonNull(store);
        this.snapshots = Objects.requireNonNull(snapshots);
        this.fold = Objects.requireNonNull(fold);
        this.every = every;
    }

    /** The newest usable snapshot and the events after it, folded; {@link Aggregate#isEmpty()} if there is no such stream. */
    public Aggregate<S> load(String stream) throws SQLException {
        Aggregate<S> start = snapshot(stream).orElseGet(() -> new Aggregate<>(stream, 0, fold.initial()));
        long version = start.version();
        S state = start.state();
        List<StoredEvent> page;
        do {
            page = store.stream(stream, version, PAGE);
            for (StoredEvent stored : page) {
                state = fold.after(state, stored.event());
                version = stored.version();
            }
        } while (page.size() == PAGE);
        return new Aggregate<>(stream, version, state);
    }

    /**
     * Appends {@code events} if the stream is still where {@code from} was loaded.
     *
     * @return the aggregate after them
     * @throws StreamConflict if it is not; the transaction is left as it was, so the caller may load and try again in it:
     *     from now on the stream is locked for others, so that a second conflict is impossible
     * @throws DuplicateEvent if the store has one of them already; the transaction can only roll back
     */
    public Aggregate<S> append(Aggregate<S> from, List<Event> events) throws SQLException {
        long version = store.append(from.stream(), from.version(), events);
        S state = from.state();
        for (Event event : events) {
            state = fold.after(state, event);
        }
        Aggregate<S> after = new Aggregate<>(from.stream(), version, state);
        if (version / every > from.version() / every) {
            snapshots.take(key(), from.stream(), version, fold.write(state));
        }
        return after;
    }

    private Snapshots.Key key() {
        return new Snapshots.Key(fold.name(), fold.version());
    }

    private Optional<Aggregate<S>> snapshot(String stream) throws SQLException {
        Optional<Snapshots.Snapshot> newest = snapshots.newest(key(), stream);
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        try {
            Snapshots.Snapshot found = newest.get();
            return Optional.of(new Aggregate<>(stream, found.version(), fold.read(found.state())));
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The snapshot of stream " + stream + " cannot be read by fold " + fold.name() + " version "
                            + fold.version() + ": the stream is folded from its beginning; raise the fold's version"
                            + " with its form",
                    e);
            return Optional.empty();
        }
    }
}
