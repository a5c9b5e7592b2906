package org.atomicevents.harness.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.atomicevents.harness.history.Observation;
import org.atomicevents.harness.history.Observation.*;
import org.atomicevents.harness.run.CaseResult.Phase;

/**
 * A good history of one product, p-12, to be spoilt by a test: v1 before the fault, v2 in flight when the server is killed,
 * v3 the sentinel. Evidence that a test adds or takes away is counted anew.
 */
final class HistoryBuilder {

    static final String STEP = "command/jms.commit#1";
    static final String V1 = "11111111-0000-4000-8000-000000000000";
    static final String V2 = "7f3a9c01-0000-4000-8000-000000000000";
    static final String SENTINEL = "5e000000-0000-4000-8000-000000000000";

    private final List<Observation> history = new ArrayList<>();

    HistoryBuilder() {
        history.add(new Invoked(0, V1, "p-12", 1));
        history.add(new Answered(10, V1, Outcome.OK, "201"));
        history.add(new FaultArmed(20, STEP, Phase.BEFORE, FaultFired.KILL));
        history.add(new Invoked(30, V2, "p-12", 2));
        history.add(new StepReached(100, "command", "jms.commit", 1, Phase.BEFORE));
        history.add(new FaultFired(100, STEP, Phase.BEFORE, FaultFired.KILL, "server"));
        history.add(new Exited(110, "server", "exit code 137"));
        history.add(new Answered(111, V2, Outcome.UNKNOWN, "connection reset"));
        history.add(new BootStarted(120, "server"));
        history.add(new BootReady(6_000, "server"));
        history.add(new RecoveryScan(7_000, true));
        history.add(new Invoked(7_100, SENTINEL, "p-12", 3));
        history.add(new Answered(7_200, SENTINEL, Outcome.OK, "200"));
        history.add(new Sentinel(7_300, SENTINEL, "p-12", 3, true, true));
        history.add(new RecoveryScan(8_000, false));
        history.add(new RecoveryScan(9_000, false));
        String[] ids = {V1, V2, SENTINEL};
        for (int i = 0; i < ids.length; i++) {
            history.add(new Ledger(9_100, ids[i], "p-12", i + 1));
            history.add(new Routed(9_200, ids[i], "p-12", i + 1));
            history.add(new Delivered(9_200, ids[i], "p-12", i + 1, false, Probe.READABLE));
            history.add(new Effect(9_300, ids[i], "p-12", i + 1));
        }
        history.add(new Quiescent(9_500));
    }

    HistoryBuilder without(Predicate<Observation> which) {
        history.removeIf(which);
        return this;
    }

    HistoryBuilder without(Class<? extends Observation> kind) {
        return without(kind::isInstance);
    }

    /** Takes away what broker and consumer saw of an event. */
    HistoryBuilder unannounced(String id) {
        return without(seen -> seen instanceof OfEvent event && event.eventId().equals(id));
    }

    HistoryBuilder uncommitted(String id) {
        return without(seen -> seen instanceof Ledger row && row.commandId().equals(id));
    }

    HistoryBuilder with(Observation... more) {
        history.addAll(List.of(more));
        return this;
    }

    /** As the harness leaves it: with a word on how many rows each source had. */
    List<Observation> build() {
        List<Observation> told = new ArrayList<>(history);
        told.add(new Collected(9_999, Source.LEDGER, count(Ledger.class)));
        told.add(new Collected(9_999, Source.AUDIT_QUEUE, count(Routed.class)));
        told.add(new Collected(9_999, Source.EFFECTS, count(Effect.class)));
        return told;
    }

    private int count(Class<?> kind) {
        return (int) history.stream().filter(kind::isInstance).count();
    }
}
