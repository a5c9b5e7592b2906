package org.atomicevents.harness.order;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.atomicevents.Anomaly;
import org.atomicevents.Guarantees;

/**
 * Judges one subject. Pure: {@code changes} is what is committed, in the order of the versions, {@code effects} what the
 * consumers did, in their order, {@code copies} what the broker routed.
 */
final class OrderCheck {

    /** @param broken a promise, and not an admitted weakness */
    record Finding(boolean broken, String text) {}

    private final Guarantees guarantees;
    private final String subject;
    private final List<Finding> findings = new ArrayList<>();

    private OrderCheck(Guarantees guarantees, String subject) {
        this.guarantees = guarantees;
        this.subject = subject;
    }

    static List<Finding> judge(
            Guarantees guarantees,
            String subject,
            List<SubjectVersion> changes,
            List<SubjectVersion> effects,
            List<SubjectVersion> copies) {
        OrderCheck check = new OrderCheck(guarantees, subject);
        check.changesAreWithoutGap(changes);
        check.everyChangeHasItsEffect(changes, effects);
        check.everyChangeIsRouted(changes, copies);
        check.effectsAreSingleAndReal(changes, effects);
        check.isInOrder("consumed", effects);
        check.isInOrder("routed by the broker", copies);
        check.brokerHasNoCopies(copies);
        return check.findings;
    }

    /** What the broker of one application routed of subjects that are not its own: no strategy admits that. */
    static List<Finding> foreign(List<String> subjects, Map<String, List<SubjectVersion>> copies) {
        Map<String, List<SubjectVersion>> others = new TreeMap<>(copies);
        others.keySet().removeAll(subjects);
        int events = others.values().stream().mapToInt(List::size).sum();
        return others.isEmpty()
                ? List.of()
                : List.of(new Finding(
                        true,
                        "%d events of %d subjects that are not this application's were routed by its broker, such as %s"
                                .formatted(
                                        events,
                                        others.size(),
                                        others.keySet().iterator().next())));
    }

    private void changesAreWithoutGap(List<SubjectVersion> changes) {
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i).version() != i + 1) {
                found(
                        true,
                        "the committed versions are not 1 to n: at place %d is %d"
                                .formatted(i + 1, changes.get(i).version()));
                return;
            }
        }
    }

    private void everyChangeHasItsEffect(List<SubjectVersion> changes, List<SubjectVersion> effects) {
        notMissing("committed and never consumed", changes, effects);
    }

    private void everyChangeIsRouted(List<SubjectVersion> changes, List<SubjectVersion> copies) {
        notMissing("committed and never routed by its broker", changes, copies);
    }

    private void notMissing(String what, List<SubjectVersion> changes, List<SubjectVersion> there) {
        Set<SubjectVersion> found = new HashSet<>(there);
        List<Long> missing = changes.stream()
                .filter(change -> !found.contains(change))
                .map(SubjectVersion::version)
                .toList();
        if (!missing.isEmpty()) {
            found(!guarantees.admits(Anomaly.LOST), what + ": versions " + missing);
        }
    }

    private void effectsAreSingleAndReal(List<SubjectVersion> changes, List<SubjectVersion> effects) {
        Set<SubjectVersion> real = new HashSet<>(changes);
        Map<SubjectVersion, Integer> seen = new HashMap<>();
        effects.forEach(effect -> seen.merge(effect, 1, Integer::sum));
        seen.forEach((effect, times) -> {
            if (!real.contains(effect)) {
                found(true, "version %d was consumed and never committed".formatted(effect.version()));
            }
            if (times > 1) {
                found(true, "version %d had its effect %d times".formatted(effect.version(), times));
            }
        });
    }

    /** First occurrences only: a copy that comes late is another matter. */
    private void isInOrder(String how, List<SubjectVersion> versions) {
        Set<SubjectVersion> seen = new HashSet<>();
        long last = 0;
        for (SubjectVersion next : versions) {
            if (seen.add(next)) {
                if (next.version() < last) {
                    found(
                            !guarantees.admits(Anomaly.REORDER),
                            "version %d was %s after %d".formatted(next.version(), how, last));
                    return;
                }
                last = next.version();
            }
        }
    }

    private void brokerHasNoCopies(List<SubjectVersion> copies) {
        int doubled = copies.size() - new HashSet<>(copies).size();
        if (doubled > 0) {
            found(!guarantees.admits(Anomaly.DUP_BROKER), "%d copies at the broker".formatted(doubled));
        }
    }

    private void found(boolean broken, String text) {
        findings.add(new Finding(broken, subject + ": " + text));
    }
}
