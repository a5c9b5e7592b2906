package org.atomicevents.xa.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.atomicevents.EventPublisher;
import org.atomicevents.operations.InDoubtBranches;
import org.atomicevents.operations.Vital;
import org.atomicevents.spi.Ready;
import org.atomicevents.xa.indoubt.XaVitals;

/** A strategy of this module on a server that passed its checks. Thread-safe. */
final class ReadyXa implements Ready {

    private final EventPublisher publisher;
    private final Supplier<InDoubtBranches> inDoubt;
    private final List<String> warnings;
    private final ReadOnce<List<String>> warningsOfTheModel;

    /**
     * @param inDoubt asked anew with each vital signs, because only they need the plain connection factory
     * @param warnings those of the deployment
     * @param warningsOfTheModel those that can be read only after the server has booted; read with the first vital signs
     */
    ReadyXa(
            EventPublisher publisher,
            Supplier<InDoubtBranches> inDoubt,
            List<String> warnings,
            ReadOnce<List<String>> warningsOfTheModel) {
        this.publisher = Objects.requireNonNull(publisher);
        this.inDoubt = Objects.requireNonNull(inDoubt);
        this.warnings = List.copyOf(warnings);
        this.warningsOfTheModel = Objects.requireNonNull(warningsOfTheModel);
    }

    @Override
    public EventPublisher publisher() {
        return publisher;
    }

    @Override
    public List<Vital> vitals() {
        List<String> all = new ArrayList<>(warnings);
        all.addAll(warningsOfTheModel.get());
        return XaVitals.of(inDoubt.get().all(), all);
    }
}
