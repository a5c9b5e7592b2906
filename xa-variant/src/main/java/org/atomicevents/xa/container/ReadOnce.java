package org.atomicevents.xa.container;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** A value that is read when it is first asked for, and kept. A read that throws is repeated with the next call. Thread-safe. */
final class ReadOnce<T> implements Supplier<T> {

    private final Supplier<T> source;
    private Optional<T> value = Optional.empty();

    ReadOnce(Supplier<T> source) {
        this.source = Objects.requireNonNull(source);
    }

    @Override
    public synchronized T get() {
        if (value.isEmpty()) {
            value = Optional.of(source.get());
        }
        return value.get();
    }
}
