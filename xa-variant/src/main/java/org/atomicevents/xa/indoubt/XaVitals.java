package org.atomicevents.xa.indoubt;

import java.util.ArrayList;
import java.util.List;
import org.atomicevents.operations.InDoubtBranch;
import org.atomicevents.operations.InDoubtBranch.Resolution;
import org.atomicevents.operations.Vital;

/** The vital signs of two-phase commit: branches in doubt, and the findings of the start-up checks. Stateless. */
public final class XaVitals {

    private XaVitals() {}

    /** @param warnings of the start-up checks, each an alarm for as long as the server runs */
    public static List<Vital> of(List<InDoubtBranch> branches, List<String> warnings) {
        List<InDoubtBranch> reported = branches.stream()
                .filter(branch -> branch.xid() != null && branch.resolution() != Resolution.IN_PROGRESS)
                .toList();
        double oldest =
                reported.stream().mapToDouble(InDoubtBranch::ageSeconds).max().orElse(0);
        List<InDoubtBranch> stuck = reported.stream()
                .filter(branch -> branch.resolution() == Resolution.NEEDS_OPERATOR)
                .toList();
        List<Vital> vitals = new ArrayList<>();
        vitals.add(new Vital("in-doubt", "entries", reported.size(), alarm(stuck)));
        vitals.add(Vital.of("in-doubt.oldest.age", "seconds", oldest));
        vitals.add(new Vital(
                "configuration.warnings",
                "entries",
                warnings.size(),
                warnings.isEmpty() ? null : String.join("; ", warnings)));
        return List.copyOf(vitals);
    }

    private static String alarm(List<InDoubtBranch> stuck) {
        if (stuck.isEmpty()) {
            return null;
        }
        InDoubtBranch oldest = stuck.get(0);
        return "%d branches will not end by themselves; the oldest, at the %s: %s; %s"
                .formatted(
                        stuck.size(),
                        oldest.resource().name().toLowerCase(java.util.Locale.ROOT),
                        oldest.explanation(),
                        oldest.command());
    }
}
