package org.atomicevents.container;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.atomicevents.Event;
import org.atomicevents.broker.DeadLetterQueue;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.ParkedEntry;
import org.atomicevents.operations.ParkedFilter;

/** The operations of all strategies as one. Thread-safe. */
final class AllOperations implements Operations {

    private static final System.Logger LOG = System.getLogger(AllOperations.class.getName());

    private final Collection<Operations> all;
    private final Optional<DeadLetterQueue> deadLetters;

    /** @param deadLetters what consumers refused; asked last, and while the broker is away nobody misses it */
    AllOperations(SortedMap<String, Operations> all, Optional<DeadLetterQueue> deadLetters) {
        this.all = List.copyOf(Objects.requireNonNull(all).values());
        this.deadLetters = Objects.requireNonNull(deadLetters);
    }

    @Override
    public long pending() {
        return all.stream().mapToLong(Operations::pending).sum();
    }

    @Override
    public List<ParkedEntry> parked(ParkedFilter filter, int limit) {
        Stream<ParkedEntry> parked = all.stream().flatMap(one -> one.parked(filter, limit).stream());
        return Stream.concat(parked, dead(filter, limit).stream())
                .sorted(Comparator.comparing(ParkedEntry::parkedAt))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Event> inspect(String source, String eventId) {
        return all.stream()
                .flatMap(one -> one.inspect(source, eventId).stream())
                .findFirst()
                .or(() -> deadLetters.flatMap(dead -> dead.inspect(source, eventId)));
    }

    /** The same event may have been published by several strategies: every one that has it parked replays it. A dead letter is replayed if none has. */
    @Override
    public boolean replay(String source, String eventId) {
        return all.stream().filter(one -> one.replay(source, eventId)).count() > 0
                || deadLetters.filter(dead -> dead.replay(source, eventId)).isPresent();
    }

    @Override
    public boolean discard(String source, String eventId) {
        return all.stream().filter(one -> one.discard(source, eventId)).count() > 0
                || deadLetters.filter(dead -> dead.discard(source, eventId)).isPresent();
    }

    @Override
    public int replay(ParkedFilter filter, int limit) {
        return batch(filter, limit, (one, left) -> one.replay(filter, left));
    }

    @Override
    public int discard(ParkedFilter filter, int limit) {
        return batch(filter, limit, (one, left) -> one.discard(filter, left));
    }

    @FunctionalInterface
    private interface Batch {
        int of(Operations one, int most);
    }

    /** One strategy after the other, so this is not the oldest first if several have some. Dead letters come last. */
    private int batch(ParkedFilter filter, int limit, Batch batch) {
        int left = limit;
        for (Operations one : all) {
            left -= left > 0 ? batch.of(one, left) : 0;
        }
        return limit - left + (left > 0 ? deadBatch(filter, left, batch) : 0);
    }

    private int deadBatch(ParkedFilter filter, int limit, Batch batch) {
        try {
            return deadLetters.map(dead -> batch.of(dead, limit)).orElse(0);
        } catch (IllegalStateException e) {
            if (DeadLetterQueue.ID.equals(filter.strategy())) {
                throw e;
            }
            LOG.log(System.Logger.Level.WARNING, "Dead letters were left out of an operator's action", e);
            return 0;
        }
    }

    private List<ParkedEntry> dead(ParkedFilter filter, int limit) {
        try {
            return deadLetters.map(dead -> dead.parked(filter, limit)).orElse(List.of());
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.WARNING, "The list of parked entries is without dead letters", e);
            return List.of();
        }
    }
}
