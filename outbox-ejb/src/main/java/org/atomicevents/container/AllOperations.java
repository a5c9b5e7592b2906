package org.atomicevents.container;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.atomicevents.Event;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.ParkedEntry;

/** The operations of all strategies as one. Thread-safe. */
final class AllOperations implements Operations {

    private final Collection<Operations> all;

    AllOperations(SortedMap<String, Operations> all) {
        this.all = List.copyOf(Objects.requireNonNull(all).values());
    }

    @Override
    public long pending() {
        return all.stream().mapToLong(Operations::pending).sum();
    }

    @Override
    public List<ParkedEntry> parked(int limit) {
        return all.stream()
                .flatMap(one -> one.parked(limit).stream())
                .sorted(Comparator.comparing(ParkedEntry::parkedAt))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Event> inspect(String source, String eventId) {
        return all.stream()
                .flatMap(one -> one.inspect(source, eventId).stream())
                .findFirst();
    }

    /** The same event may have been published by several strategies: every one that has it parked replays it. */
    @Override
    public boolean replay(String source, String eventId) {
        return all.stream().filter(one -> one.replay(source, eventId)).count() > 0;
    }

    @Override
    public boolean discard(String source, String eventId) {
        return all.stream().filter(one -> one.discard(source, eventId)).count() > 0;
    }
}
