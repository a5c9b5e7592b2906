package org.atomicevents.harness.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.atomicevents.harness.history.Observation.Delivered;
import org.atomicevents.harness.history.Observation.Effect;
import org.atomicevents.harness.history.Observation.Exited;
import org.atomicevents.harness.history.Observation.FaultArmed;
import org.atomicevents.harness.history.Observation.FaultFired;
import org.atomicevents.harness.history.Observation.Invoked;
import org.atomicevents.harness.history.Observation.Ledger;
import org.atomicevents.harness.history.Observation.NotQuiescent;
import org.atomicevents.harness.history.Observation.OfEvent;
import org.atomicevents.harness.history.Observation.Quiescent;
import org.atomicevents.harness.history.Observation.RecoveryScan;
import org.atomicevents.harness.history.Observation.Routed;
import org.atomicevents.harness.history.Observation.Sentinel;
import org.atomicevents.harness.history.Observation.Source;

/** Guards against a pass that proves nothing: every reason why this history cannot decide what it should. */
final class Vacuity {

    private static final int SCANS = 2;

    private final Evidence evidence;
    private final List<String> reasons = new ArrayList<>();

    private Vacuity(Evidence evidence) {
        this.evidence = evidence;
    }

    /** In sentences; empty if the history is complete. */
    static List<String> of(Evidence evidence) {
        Vacuity vacuity = new Vacuity(evidence);
        vacuity.fault();
        vacuity.sentinels();
        vacuity.sources();
        vacuity.rest();
        return vacuity.reasons;
    }

    private void fault() {
        List<FaultArmed> armed = evidence.all(FaultArmed.class);
        List<FaultFired> fired = evidence.all(FaultFired.class);
        armed.stream()
                .filter(plan -> fired.stream().noneMatch(fault -> isOf(fault, plan)))
                .forEach(plan ->
                        reasons.add("The fault was armed %s %s but never fired there: was the step reached at all?"
                                .formatted(plan.phase().name().toLowerCase(Locale.ROOT), plan.step())));
        fired.stream()
                .filter(fault -> armed.stream().noneMatch(plan -> isOf(fault, plan)))
                .forEach(fault -> reasons.add("A fault fired at %s, where none was armed.".formatted(fault.step())));
        fired.stream()
                .filter(fault -> fault.fault().equals(FaultFired.KILL) && !exitedSince(fault))
                .forEach(fault -> reasons.add(
                        "The %s was killed at %d ms, but nobody saw it exit.".formatted(fault.process(), fault.at())));
        if (evidence.firedAt().isPresent()
                && workload()
                        .noneMatch(command -> command.at() <= evidence.firedAt().getAsLong())) {
            reasons.add("No command was sent before the fault: nothing was at stake.");
        }
    }

    private static boolean isOf(FaultFired fault, FaultArmed plan) {
        return fault.step().equals(plan.step()) && fault.phase() == plan.phase();
    }

    private boolean exitedSince(FaultFired fault) {
        return evidence.all(Exited.class).stream()
                .anyMatch(exit -> exit.process().equals(fault.process()) && exit.at() >= fault.at());
    }

    private Stream<Invoked> workload() {
        return evidence.commands().values().stream().filter(command -> !evidence.isSentinel(command));
    }

    private void sentinels() {
        Set<String> unproven = new TreeSet<>(workload().map(Invoked::product).toList());
        if (unproven.isEmpty()) {
            reasons.add("No command was sent: nothing was at stake.");
        }
        evidence.all(Sentinel.class).forEach(sentinel -> unproven.remove(sentinel.product()));
        unproven.forEach(product ->
                reasons.add("Product %s had commands but no sentinel: nothing proves that its events still flow."
                        .formatted(Wording.brief(product))));
    }

    private void sources() {
        for (Source source : Source.values()) {
            if (!evidence.collected(source)) {
                reasons.add("%s was not collected, or its %d records here are not all of them."
                        .formatted(source, evidence.recorded(source)));
            }
        }
        evidence.all(Ledger.class).stream()
                .filter(row -> !evidence.commands().containsKey(row.commandId()))
                .forEach(row -> reasons.add("%sThe ledger has e, but no such command was sent: is it from another case?"
                        .formatted(Wording.let(row))));
        Set<String> seen = new HashSet<>();
        Stream.concat(evidence.all(Delivered.class).stream(), evidence.all(Effect.class).stream())
                .map(OfEvent.class::cast)
                .filter(event -> evidence.naming(event.eventId(), Routed.class).isEmpty() && seen.add(event.eventId()))
                .forEach(event ->
                        reasons.add("%sA consumer saw e, but the audit queue has no copy: is the divert in place?"
                                .formatted(Wording.let(event))));
    }

    private void rest() {
        if (evidence.all(Quiescent.class).isEmpty()
                && evidence.all(NotQuiescent.class).isEmpty()) {
            reasons.add("The history ends without a word on quiescence.");
        }
        List<RecoveryScan> scans = evidence.all(RecoveryScan.class);
        boolean still = scans.size() >= SCANS
                && scans.subList(scans.size() - SCANS, scans.size()).stream().noneMatch(RecoveryScan::changed);
        if (evidence.settled() && evidence.firedAt().isPresent() && !still) {
            reasons.add(
                    "Quiescence was claimed without %d recovery scans in a row that changed nothing.".formatted(SCANS));
        }
    }
}
