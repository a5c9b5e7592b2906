package org.atomicevents.xa.indoubt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.atomicevents.operations.InDoubtBranch;
import org.atomicevents.operations.InDoubtBranch.Resolution;
import org.atomicevents.operations.InDoubtBranch.Resource;
import org.atomicevents.operations.Vital;
import org.atomicevents.xa.database.BranchName;
import org.atomicevents.xa.database.BranchNameTest;
import org.atomicevents.xa.indoubt.Decisions.Knowledge;
import org.junit.jupiter.api.Test;

/** The resolution on a branch, by its node, the log's knowledge and its age. */
class InDoubtClassifierTest {

    private static final Instant NOW = Instant.parse("2026-11-22T01:00:00Z");
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration OLD = Duration.ofHours(1);

    private Knowledge knowledge = Knowledge.NONE;
    private String node = "in-test";

    @Test
    void aRunningTransactionIsLeftAlone() {
        knowledge = Knowledge.RUNNING;
        assertThat(classified(BranchNameTest.GID, OLD).resolution()).isEqualTo(Resolution.IN_PROGRESS);
    }

    @Test
    void aDecidedOneWillCommit() {
        knowledge = Knowledge.DECIDED;
        InDoubtBranch branch = classified(BranchNameTest.GID, FRESH);
        assertThat(branch.resolution()).isEqualTo(Resolution.WILL_COMMIT);
        assertThat(branch.explanation()).contains("within 130 s");
        assertThat(branch.command()).isNull();
    }

    @Test
    void aDecidedOneThatRecoveryCannotFinishNeedsTheLogStore() {
        knowledge = Knowledge.DECIDED;
        InDoubtBranch branch = classified(BranchNameTest.GID, OLD);
        assertThat(branch.resolution()).isEqualTo(Resolution.NEEDS_OPERATOR);
        assertThat(branch.command())
                .contains(
                        "/subsystem=transactions/log-store=log-store/transactions=0\\:ffff7f000001\\:9cfd\\:6b023dd9\\:5");
    }

    @Test
    void anUndecidedOneOfThisNodeWillRollBackAndSaysWhen() {
        InDoubtBranch branch = classified(BranchNameTest.GID, FRESH);
        assertThat(branch.resolution()).isEqualTo(Resolution.WILL_ROLL_BACK);
        // Prepared 5 s ago, left alone for 20 s, then found by a scan that comes every 130 s.
        assertThat(branch.explanation()).contains("2026-11-22T01:02:25Z");
        assertThat(branch.node()).isEqualTo("in-test");
    }

    @Test
    void anUndecidedOneThatRecoveryDoesNotSeeNeedsTheDatabase() {
        InDoubtBranch branch = classified(BranchNameTest.GID, OLD);
        assertThat(branch.resolution()).isEqualTo(Resolution.NEEDS_OPERATOR);
        assertThat(branch.command()).isEqualTo("ROLLBACK PREPARED '" + BranchNameTest.GID + "'");
        assertThat(branch.ageSeconds()).isEqualTo(3600);
    }

    /** Another live server's branch is young; nobody must be told to end it. */
    @Test
    void anotherNodesBranchNeedsAnOperatorOnlyWhenItIsOld() {
        node = "other";
        knowledge = Knowledge.NONE;
        assertThat(classified(BranchNameTest.GID, FRESH).resolution()).isEqualTo(Resolution.IN_PROGRESS);
        InDoubtBranch old = classified(BranchNameTest.GID, OLD);
        assertThat(old.resolution()).isEqualTo(Resolution.NEEDS_OPERATOR);
        assertThat(old.explanation()).contains("'in-test'", "'other'");
        assertThat(old.command()).isEqualTo("ROLLBACK PREPARED '" + BranchNameTest.GID + "'");
    }

    @Test
    void aStrangersBranchNeedsAnOperatorOnlyWhenItIsOld() {
        assertThat(classified("nightly", FRESH).resolution()).isEqualTo(Resolution.IN_PROGRESS);
        InDoubtBranch old = classified("nightly", OLD);
        assertThat(old.resolution()).isEqualTo(Resolution.NEEDS_OPERATOR);
        assertThat(old.node()).isNull();
    }

    @Test
    void whatIsStuckIsAnAlarmWithItsCommandAndWhatRunsIsNot() {
        List<Vital> quiet = XaVitals.of(List.of(classified("nightly", FRESH)), List.of());
        assertThat(quiet).allMatch(vital -> vital.alarm() == null);
        List<Vital> alarmed = XaVitals.of(List.of(classified(BranchNameTest.GID, OLD)), List.of("beware"));
        assertThat(alarmed.get(0).value()).isEqualTo(1);
        assertThat(alarmed.get(0).alarm()).contains("ROLLBACK PREPARED");
        assertThat(alarmed.get(1).value()).isEqualTo(3600);
        assertThat(alarmed.get(2).alarm()).isEqualTo("beware");
    }

    private InDoubtBranch classified(String gid, Duration age) {
        InDoubtClassifier.RecoveryTimes times =
                new InDoubtClassifier.RecoveryTimes(Duration.ofSeconds(130), Duration.ofSeconds(20));
        Optional<BranchName> name = BranchName.ofGid(gid);
        InDoubtClassifier.Prepared branch = new InDoubtClassifier.Prepared(
                Resource.DATABASE, gid, name, NOW.minus(age), "ROLLBACK PREPARED '" + gid + "'");
        return new InDoubtClassifier(node, transaction -> knowledge, times).classify(branch, NOW);
    }
}
