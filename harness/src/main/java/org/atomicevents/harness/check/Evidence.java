package org.atomicevents.harness.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.atomicevents.harness.history.Observation;
import org.atomicevents.harness.history.Observation.Answered;
import org.atomicevents.harness.history.Observation.Collected;
import org.atomicevents.harness.history.Observation.FaultFired;
import org.atomicevents.harness.history.Observation.InDoubt;
import org.atomicevents.harness.history.Observation.Invoked;
import org.atomicevents.harness.history.Observation.Ledger;
import org.atomicevents.harness.history.Observation.NotQuiescent;
import org.atomicevents.harness.history.Observation.OfEvent;
import org.atomicevents.harness.history.Observation.Outcome;
import org.atomicevents.harness.history.Observation.Quiescent;
import org.atomicevents.harness.history.Observation.Residue;
import org.atomicevents.harness.history.Observation.Residue.Kind;
import org.atomicevents.harness.history.Observation.Sentinel;
import org.atomicevents.harness.history.Observation.Side;
import org.atomicevents.harness.history.Observation.Source;

/** A history, sorted into what the checks ask for, and what it is good for. */
final class Evidence {

    private final Map<Class<?>, List<Observation>> byKind = new HashMap<>();
    private final Map<Class<?>, Map<String, List<Observation>>> byEvent = new HashMap<>();
    private final Map<String, Invoked> commands;
    private final Map<String, Outcome> outcomes;
    private final Map<String, Ledger> committed;
    private final Map<String, Sentinel> sentinels;
    private final Map<String, Residue> residue;
    private final boolean settled;
    private final boolean ledgerIsFinal;

    Evidence(List<Observation> history) {
        for (Observation seen : history) {
            byKind.computeIfAbsent(seen.getClass(), kind -> new ArrayList<>()).add(seen);
            if (seen instanceof OfEvent event) {
                byEvent.computeIfAbsent(seen.getClass(), kind -> new HashMap<>())
                        .computeIfAbsent(event.eventId(), id -> new ArrayList<>())
                        .add(seen);
            }
        }
        commands = index(all(Invoked.class), Invoked::commandId, Function.identity());
        outcomes = index(all(Answered.class), Answered::commandId, Answered::outcome);
        committed = index(all(Ledger.class), Ledger::commandId, Function.identity());
        sentinels = index(all(Sentinel.class), Sentinel::product, Function.identity());
        residue = index(all(Residue.class), Residue::eventId, Function.identity());
        settled = endsQuiescent(history)
                && all(Sentinel.class).stream().allMatch(sentinel -> sentinel.ok() && sentinel.applied());
        ledgerIsFinal = collected(Source.LEDGER)
                && all(Residue.class).stream().noneMatch(left -> left.kind() == Kind.PREPARED_IN_DATABASE)
                && all(InDoubt.class).stream()
                        .noneMatch(branch -> !branch.resolved() && branch.side() == Side.DATABASE);
    }

    private static <T, V> Map<String, V> index(List<T> all, Function<T, String> key, Function<T, V> value) {
        Map<String, V> index = new LinkedHashMap<>();
        all.forEach(one -> index.putIfAbsent(key.apply(one), value.apply(one)));
        return index;
    }

    private static boolean endsQuiescent(List<Observation> history) {
        boolean quiescent = false;
        for (Observation seen : history) {
            quiescent = seen instanceof Quiescent || (quiescent && !(seen instanceof NotQuiescent));
        }
        return quiescent;
    }

    /** All of one kind, in the order of the history. */
    <T extends Observation> List<T> all(Class<T> kind) {
        return cast(byKind.get(kind), kind);
    }

    /** All of one kind that name this event. */
    <T extends Observation & OfEvent> List<T> naming(String eventId, Class<T> kind) {
        return cast(byEvent.getOrDefault(kind, Map.of()).get(eventId), kind);
    }

    private static <T> List<T> cast(List<Observation> seen, Class<T> kind) {
        return seen == null ? List.of() : seen.stream().map(kind::cast).toList();
    }

    /** By id; sentinels are commands too. */
    Map<String, Invoked> commands() {
        return commands;
    }

    /** No answer is an unknown outcome: the command may have happened at any time since. */
    Outcome outcome(String commandId) {
        return outcomes.getOrDefault(commandId, Outcome.UNKNOWN);
    }

    /** The set C, by command id. */
    Map<String, Ledger> committed() {
        return committed;
    }

    /** Nothing was on its way any more when the evidence was collected, so what is absent stays absent. */
    boolean settled() {
        return settled;
    }

    /** The ledger is complete and no prepared branch may still add to it. */
    boolean ledgerIsFinal() {
        return ledgerIsFinal;
    }

    /** The sentinel that followed all commands of a product. */
    Optional<Sentinel> sentinelOf(String product) {
        return Optional.ofNullable(sentinels.get(product));
    }

    boolean isSentinel(Invoked command) {
        return sentinelOf(command.product())
                .filter(sentinel -> sentinel.commandId().equals(command.commandId()))
                .isPresent();
    }

    /** Something left over that carries this event, or does not say what it carries. */
    Optional<Residue> carrierOf(String eventId) {
        return Optional.ofNullable(residue.getOrDefault(eventId, residue.get(null)));
    }

    /** All records of a source are in this history. */
    boolean collected(Source source) {
        return all(Collected.class).stream()
                .filter(collected -> collected.source() == source)
                .reduce((first, last) -> last)
                .filter(last -> last.records() == recorded(source))
                .isPresent();
    }

    int recorded(Source source) {
        Class<? extends Observation> kind =
                switch (source) {
                    case LEDGER -> Ledger.class;
                    case AUDIT_QUEUE -> Observation.Routed.class;
                    case EFFECTS -> Observation.Effect.class;
                };
        return all(kind).size();
    }

    /** When the fault hit; empty in a fault-free run. */
    OptionalLong firedAt() {
        return all(FaultFired.class).stream().mapToLong(FaultFired::at).min();
    }
}
