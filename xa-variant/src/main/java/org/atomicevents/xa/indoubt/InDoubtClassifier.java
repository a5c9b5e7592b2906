package org.atomicevents.xa.indoubt;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.atomicevents.operations.InDoubtBranch;
import org.atomicevents.operations.InDoubtBranch.Resolution;
import org.atomicevents.operations.InDoubtBranch.Resource;
import org.atomicevents.xa.database.BranchName;

/** The rules that predict the end of a branch. Pure but for the {@link Decisions} that it asks. Thread-safe. */
final class InDoubtClassifier {

    private static final String LOG_STORE = "/subsystem=transactions/log-store=log-store";

    private final String node;
    private final Decisions decisions;
    private final RecoveryTimes times;

    /**
     * The times of the transaction manager's recovery.
     *
     * @param cycle from one scan to the end of the next
     * @param orphanAge the age up to which an undecided branch is left alone
     */
    record RecoveryTimes(Duration cycle, Duration orphanAge) {

        /** An older branch has been seen by two scans that could have ended it. */
        Duration patience() {
            return orphanAge.plus(cycle.multipliedBy(3));
        }
    }

    /** A branch as its resource shows it; {@code command} ends it by force, rolling it back. */
    record Prepared(Resource resource, String text, Optional<BranchName> name, Instant since, String command) {}

    /** @param node the node identifier of this server's transaction manager */
    InDoubtClassifier(String node, Decisions decisions, RecoveryTimes times) {
        this.node = Objects.requireNonNull(node);
        this.decisions = Objects.requireNonNull(decisions);
        this.times = Objects.requireNonNull(times);
    }

    /** @param now by the clock of {@code since} */
    InDoubtBranch classify(Prepared branch, Instant now) {
        Optional<BranchName> narayanas = branch.name().filter(BranchName::isNarayana);
        Duration age = Duration.between(branch.since(), now);
        boolean overdue = age.compareTo(times.patience()) > 0;
        if (narayanas.isEmpty()) {
            return classified(
                    branch,
                    age,
                    overdue ? Resolution.NEEDS_OPERATOR : Resolution.IN_PROGRESS,
                    stranger(),
                    branch.command());
        }
        if (!narayanas.get().node().equals(node)) {
            String foreign = foreign(narayanas.get().node());
            return classified(
                    branch,
                    age,
                    overdue ? Resolution.NEEDS_OPERATOR : Resolution.IN_PROGRESS,
                    foreign,
                    branch.command());
        }
        return switch (decisions.of(narayanas.get().transaction())) {
            case RUNNING ->
                classified(branch, age, Resolution.IN_PROGRESS, "its transaction is being committed right now", null);
            case DECIDED -> decided(branch, age, overdue, narayanas.get());
            case NONE -> orphan(branch, age, overdue);
        };
    }

    private InDoubtBranch decided(Prepared branch, Duration age, boolean overdue, BranchName name) {
        if (!overdue) {
            String soon = "the decision to commit is in the transaction log; recovery commits it with its next scan,"
                    + " within " + seconds(times.cycle());
            return classified(branch, age, Resolution.WILL_COMMIT, soon, null);
        }
        String uid = name.transaction().stringForm().replace(":", "\\:");
        String stuck =
                "the decision to commit is in the transaction log, but recovery has not carried it out: the resource"
                        + " cannot be reached, or one of them decided on its own (heuristic; the server's log says ARJUNA016…)";
        String again =
                "%1$s:probe, %1$s/transactions=%2$s:read-resource(recursive=true,include-runtime=true), and for each"
                        + " participant in state HEURISTIC %1$s/transactions=%2$s/participants=NUMBER:recover";
        again = again.formatted(LOG_STORE, uid);
        return classified(branch, age, Resolution.NEEDS_OPERATOR, stuck, again);
    }

    private InDoubtBranch orphan(Prepared branch, Duration age, boolean overdue) {
        Instant at = branch.since().plus(times.orphanAge()).plus(times.cycle());
        return overdue
                ? classified(
                        branch,
                        age,
                        Resolution.NEEDS_OPERATOR,
                        "there is no decision in the transaction log, but recovery has not rolled it back: is recovery"
                                + " configured for this resource, with a user that owns the branch?",
                        branch.command())
                : classified(
                        branch,
                        age,
                        Resolution.WILL_ROLL_BACK,
                        "there is no decision in the transaction log; recovery rolls it back at about " + at,
                        null);
    }

    private String stranger() {
        return "it was not prepared by a transaction manager like this server's; ask who uses two-phase commit there"
                + " before you end it";
    }

    private String foreign(String other) {
        return "it is of node '%s', this is '%s': only a server with that node identifier and its transaction log can tell;"
                        .formatted(other, node)
                + " start it again, or end the branch if it is gone for good";
    }

    private static InDoubtBranch classified(
            Prepared branch, Duration age, Resolution resolution, String explanation, String command) {
        String node = branch.name()
                .filter(BranchName::isNarayana)
                .map(BranchName::node)
                .orElse(null);
        String only = resolution == Resolution.NEEDS_OPERATOR ? command : null;
        double seconds = age.toMillis() / 1000.0;
        return new InDoubtBranch(
                branch.resource(), branch.text(), node, branch.since(), seconds, resolution, explanation, only);
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
