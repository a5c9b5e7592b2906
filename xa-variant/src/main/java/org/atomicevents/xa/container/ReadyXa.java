package org.atomicevents.xa.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.atomicevents.EventPublisher;
import org.atomicevents.operations.Vital;
import org.atomicevents.spi.Ready;
import org.atomicevents.xa.indoubt.InDoubt;
import org.atomicevents.xa.indoubt.XaVitals;

/** A strategy of this module on a server that passed its checks. */
final class ReadyXa implements Ready {

    private final EventPublisher publisher;
    private final InDoubt inDoubt;
    private final List<String> warnings;
    private final Supplier<List<String>> model;
    private final AtomicReference<Optional<List<String>>> warningsOfTheModel = new AtomicReference<>(Optional.empty());

    /** @param model the warnings that can be read only after the server has booted; called once, with the first vitals */
    ReadyXa(EventPublisher publisher, InDoubt inDoubt, List<String> warnings, Supplier<List<String>> model) {
        this.publisher = publisher;
        this.inDoubt = inDoubt;
        this.warnings = List.copyOf(warnings);
        this.model = model;
    }

    @Override
    public EventPublisher publisher() {
        return publisher;
    }

    @Override
    public List<Vital> vitals() {
        List<String> all = new ArrayList<>(warnings);
        all.addAll(warningsOfTheModel
                .updateAndGet(known -> known.isPresent() ? known : Optional.of(model.get()))
                .orElseThrow());
        return XaVitals.of(inDoubt.all(), all);
    }
}
