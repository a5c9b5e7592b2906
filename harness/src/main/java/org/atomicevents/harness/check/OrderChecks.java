package org.atomicevents.harness.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atomicevents.Anomaly;
import org.atomicevents.harness.history.Observation;
import org.atomicevents.harness.history.Observation.Delivered;
import org.atomicevents.harness.history.Observation.Effect;
import org.atomicevents.harness.history.Observation.Ledger;
import org.atomicevents.harness.history.Observation.OfEvent;
import org.atomicevents.harness.history.Observation.Routed;
import org.atomicevents.harness.history.Observation.Source;

/**
 * Did each product's events come in the order of its versions, and without a hole?
 *
 * <p>Only first occurrences count: a redelivered old version behind a newer one is harmless, the inbox absorbs it. Events that
 * no ledger row stands behind have no place in the order; they are PHANTOMs.
 */
final class OrderChecks {

    private OrderChecks() {}

    static void run(Evidence evidence, Findings findings) {
        Map<String, String> reordered = new TreeMap<>();
        swaps(evidence, Routed.class, "routed").forEach(reordered::putIfAbsent);
        swaps(evidence, Delivered.class, "delivered").forEach(reordered::putIfAbsent);
        swaps(evidence, Effect.class, "applied").forEach(reordered::putIfAbsent);
        reordered.values().forEach(evidenceOf -> findings.add(Anomaly.REORDER, evidenceOf));

        if (evidence.settled() && evidence.collected(Source.EFFECTS) && evidence.ledgerIsFinal()) {
            holes(evidence, findings);
        }
    }

    /** The first swap of each product at one stage of the journey. */
    private static <T extends Observation & OfEvent> Map<String, String> swaps(
            Evidence evidence, Class<T> stage, String verb) {
        Map<String, T> newest = new HashMap<>();
        Map<String, String> swaps = new LinkedHashMap<>();
        for (T event : firstsOf(evidence, stage)) {
            T before = newest.merge(event.product(), event, (a, b) -> a.version() >= b.version() ? a : b);
            if (before.version() > event.version()) {
                swaps.putIfAbsent(
                        event.product(),
                        "Product %s: v%d (command %s) was first %s after v%d (command %s), though it was committed before it. Hence their order is lost."
                                .formatted(
                                        Wording.brief(event.product()),
                                        event.version(),
                                        Wording.brief(event.eventId()),
                                        verb,
                                        before.version(),
                                        Wording.brief(before.eventId())));
            }
        }
        return swaps;
    }

    private static <T extends Observation & OfEvent> List<T> firstsOf(Evidence evidence, Class<T> stage) {
        Set<String> seen = new HashSet<>();
        return evidence.all(stage).stream()
                .filter(event -> evidence.committed().containsKey(event.eventId()))
                .filter(event -> seen.add(event.eventId()))
                .toList();
    }

    private static void holes(Evidence evidence, Findings findings) {
        Map<String, Long> newest = firstsOf(evidence, Effect.class).stream()
                .collect(Collectors.toMap(Effect::product, Effect::version, Math::max));
        Map<String, List<Ledger>> holes = evidence.committed().values().stream()
                .filter(row -> row.version() < newest.getOrDefault(row.product(), 0L))
                .filter(row -> evidence.naming(row.commandId(), Effect.class).isEmpty())
                .collect(Collectors.groupingBy(Ledger::product, TreeMap::new, Collectors.toList()));
        holes.forEach((product, rows) -> findings.add(
                Anomaly.GAP,
                "Product %s: the consumer applied v%d, but never %s, which the ledger has before it. Hence whoever follows the events sees a hole."
                        .formatted(Wording.brief(product), newest.get(product), versions(rows.stream()))));
    }

    private static String versions(Stream<Ledger> rows) {
        return rows.map(Ledger::version).sorted().map(version -> "v" + version).collect(Collectors.joining(", "));
    }
}
