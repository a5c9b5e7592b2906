package org.atomicevents.harness.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.atomicevents.Anomaly;
import org.atomicevents.harness.history.Observation.Delivered;
import org.atomicevents.harness.history.Observation.Effect;
import org.atomicevents.harness.history.Observation.Ledger;
import org.atomicevents.harness.history.Observation.OfEvent;
import org.atomicevents.harness.history.Observation.Parked;
import org.atomicevents.harness.history.Observation.Probe;
import org.atomicevents.harness.history.Observation.Routed;
import org.atomicevents.harness.history.Observation.Source;
import org.atomicevents.harness.history.Observation.Suppressed;

/** Was each committed change announced, nothing else, not too early, and how often? Compares C with B, D and F. */
final class EventChecks {

    private EventChecks() {}

    static void run(Evidence evidence, Findings findings) {
        boolean nothingIsUnseen = evidence.collected(Source.AUDIT_QUEUE) && evidence.collected(Source.EFFECTS);
        for (Ledger row : evidence.committed().values()) {
            if (evidence.naming(row.commandId(), Effect.class).isEmpty()) {
                missing(evidence, row, nothingIsUnseen, findings);
            }
            early(evidence, row, findings);
        }
        for (OfEvent event : announced(evidence).values()) {
            if (evidence.ledgerIsFinal()) {
                phantom(evidence, event, findings);
            }
            duplicate(evidence, event, findings);
        }
    }

    /** Each event that broker or consumer ever named, once. */
    private static Map<String, OfEvent> announced(Evidence evidence) {
        Map<String, OfEvent> announced = new LinkedHashMap<>();
        Stream.of(Routed.class, Delivered.class, Effect.class, Suppressed.class)
                .flatMap(kind -> evidence.all(kind).stream())
                .map(OfEvent.class::cast)
                .forEach(event -> announced.putIfAbsent(event.eventId(), event));
        return announced;
    }

    private static void missing(Evidence evidence, Ledger row, boolean nothingIsUnseen, Findings findings) {
        String id = row.commandId();
        List<Parked> parked = evidence.naming(id, Parked.class);
        if (!parked.isEmpty()) {
            Parked where = parked.get(0);
            findings.add(
                    Anomaly.STRANDED,
                    Wording.let(row)
                            + "The ledger has e. No effect names e; it is parked in %s (%s). Hence only an operator can move it on."
                                    .formatted(where.where(), where.reason()));
            return;
        }
        if (!evidence.settled() || !nothingIsUnseen) {
            return; // it may still be on its way
        }
        evidence.carrierOf(id)
                .ifPresentOrElse(
                        left -> findings.add(
                                Anomaly.STRANDED,
                                Wording.let(row)
                                        + "The ledger has e. No effect names e. %s, left in %s after recovery, may carry it. Hence e waits for an operator."
                                                .formatted(left.name(), left.kind())),
                        () -> findings.add(
                                Anomaly.LOST, Wording.let(row) + "The ledger has e. " + lost(evidence, row)));
    }

    private static String lost(Evidence evidence, Ledger row) {
        String id = row.commandId();
        int routed = evidence.naming(id, Routed.class).size();
        int delivered = evidence.naming(id, Delivered.class).size();
        int suppressed = evidence.naming(id, Suppressed.class).size();
        String journey = routed + delivered == 0
                ? "No routed message, no delivery and no effect names e"
                : "e was routed %s and delivered %s, but no effect names e"
                        .formatted(Wording.times(routed), Wording.times(delivered));
        String swallowed =
                suppressed == 0 ? "" : "; the broker dropped it as a duplicate %s".formatted(Wording.times(suppressed));
        String sentinel = evidence.sentinelOf(row.product())
                .map(last -> "; the sentinel v%d was applied".formatted(last.version()))
                .orElse("");
        return journey
                + swallowed
                + "; outbox, queue, prepared branches and log were empty at quiescence"
                + sentinel
                + ". Hence e is lost.";
    }

    private static void early(Evidence evidence, Ledger row, Findings findings) {
        evidence.naming(row.commandId(), Delivered.class).stream()
                .filter(delivery -> delivery.ledger() == Probe.ABSENT)
                .findFirst()
                .ifPresent(delivery -> findings.add(
                        Anomaly.EARLY,
                        Wording.let(row)
                                + "e was delivered at %d ms, when another connection could not read its ledger row; after recovery the row is there. Hence the consumer ran before the change was visible."
                                        .formatted(delivery.at())));
    }

    private static void phantom(Evidence evidence, OfEvent event, Findings findings) {
        Ledger row = evidence.committed().get(event.eventId());
        if (row == null) {
            String command = evidence.commands().containsKey(event.eventId())
                    ? "The command was sent and answered %s; the ledger has no row of it"
                            .formatted(evidence.outcome(event.eventId()))
                    : "No command of this history has that id, nor has the ledger";
            findings.add(
                    Anomaly.PHANTOM,
                    Wording.let(event)
                            + "%s and no prepared branch was left that could add one. Yet e was %s. Hence it announces what did not happen."
                                    .formatted(command, journey(evidence, event)));
        } else if (!row.product().equals(event.product()) || row.version() != event.version()) {
            findings.add(
                    Anomaly.PHANTOM,
                    Wording.let(event)
                            + "The ledger has that command as product %s v%d. Yet e was %s. Hence it announces what did not happen."
                                    .formatted(Wording.brief(row.product()), row.version(), journey(evidence, event)));
        }
    }

    private static String journey(Evidence evidence, OfEvent event) {
        return "routed %s, delivered %s and applied %s"
                .formatted(
                        Wording.times(
                                evidence.naming(event.eventId(), Routed.class).size()),
                        Wording.times(evidence.naming(event.eventId(), Delivered.class)
                                .size()),
                        Wording.times(
                                evidence.naming(event.eventId(), Effect.class).size()));
    }

    private static void duplicate(Evidence evidence, OfEvent event, Findings findings) {
        int routed = evidence.naming(event.eventId(), Routed.class).size();
        List<Suppressed> suppressed = evidence.naming(event.eventId(), Suppressed.class);
        int applied = evidence.naming(event.eventId(), Effect.class).size();
        if (routed > 1 || !suppressed.isEmpty()) {
            List<String> why = new ArrayList<>();
            if (routed > 1) {
                why.add("the audit queue holds it " + Wording.times(routed));
            }
            suppressed.forEach(drop -> why.add("the broker dropped a copy as a duplicate (" + drop.how() + ")"));
            findings.add(
                    Anomaly.DUP_BROKER,
                    Wording.let(event)
                            + "The broker received e more than once: %s. Its effect was applied %s."
                                    .formatted(String.join(", ", why), Wording.times(applied)));
        }
        if (applied > 1) {
            findings.add(
                    Anomaly.DUP_EFFECT,
                    Wording.let(event)
                            + "price_history has %d rows of e; the inbox should have let one pass. e was routed %s and delivered %s."
                                    .formatted(
                                            applied,
                                            Wording.times(routed),
                                            Wording.times(evidence.naming(event.eventId(), Delivered.class)
                                                    .size())));
        }
    }
}
