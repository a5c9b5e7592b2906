package org.atomicevents.harness.check;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.atomicevents.Anomaly;
import org.atomicevents.harness.history.Observation.Invoked;
import org.atomicevents.harness.history.Observation.Ledger;
import org.atomicevents.harness.history.Observation.Outcome;

/** Do the clients' answers, the ledger and the versions agree? A ⊆ C, R ∩ C = ∅, versions exactly 1..n. */
final class CommandChecks {

    private CommandChecks() {}

    static void run(Evidence evidence, Findings findings) {
        if (!evidence.ledgerIsFinal()) {
            return;
        }
        evidence.commands().values().forEach(command -> answer(evidence, command, findings));
        versions(evidence, findings);
    }

    private static void answer(Evidence evidence, Invoked command, Findings findings) {
        Outcome outcome = evidence.outcome(command.commandId());
        Ledger row = evidence.committed().get(command.commandId());
        String let = Wording.let(command.product(), command.version(), command.commandId());
        if (outcome == Outcome.OK && row == null) {
            findings.add(
                    Anomaly.ACK_LOST,
                    let
                            + "The client was told that e is done. The ledger, read after recovery, has no row of it, and no"
                            + " prepared branch was left that could still add one. Hence an acknowledged change is lost.");
        } else if (outcome == Outcome.OK && !isOf(row, command)) {
            findings.add(
                    Anomaly.ACK_LOST,
                    let
                            + "The client was told that e is done. The ledger has the command as product %s v%d. Hence what was"
                                    .formatted(Wording.brief(row.product()), row.version())
                            + " acknowledged is not what was changed.");
        } else if (outcome == Outcome.FAILED && row != null) {
            findings.add(
                    Anomaly.ACK_LOST,
                    let
                            + "The answer proved to the client that e did not happen. The ledger has e. Hence the answer and the"
                            + " database disagree.");
        }
    }

    private static boolean isOf(Ledger row, Invoked command) {
        return row.product().equals(command.product()) && row.version() == command.version();
    }

    private static void versions(Evidence evidence, Findings findings) {
        Map<String, List<Long>> versions = evidence.all(Ledger.class).stream()
                .collect(Collectors.groupingBy(
                        Ledger::product, TreeMap::new, Collectors.mapping(Ledger::version, Collectors.toList())));
        versions.forEach((product, found) -> {
            List<Long> sorted = found.stream().sorted().toList();
            for (int i = 0; i < sorted.size(); i++) {
                if (sorted.get(i) != i + 1) {
                    // Never admitted: a strategy may forget to announce a change, the database may not forget the
                    // change.
                    findings.add(
                            Anomaly.GAP,
                            false,
                            "The ledger's versions of product %s are %s. They should be 1 to %d without a hole or a double, since each command moves its product by one. v%d is the first that is wrong."
                                    .formatted(Wording.brief(product), sorted, sorted.size(), sorted.get(i)));
                    return;
                }
            }
        });
    }
}
