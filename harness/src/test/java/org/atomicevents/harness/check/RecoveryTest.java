package org.atomicevents.harness.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.atomicevents.harness.check.CheckerAsserts.anomalies;
import static org.atomicevents.harness.check.CheckerAsserts.broken;
import static org.atomicevents.harness.check.CheckerAsserts.findings;
import static org.atomicevents.harness.check.CheckerPropertiesTest.ADMITS_ALL;
import static org.atomicevents.harness.check.HistoryBuilder.SENTINEL;
import static org.atomicevents.harness.check.HistoryBuilder.V2;

import java.util.List;
import org.atomicevents.Anomaly;
import org.atomicevents.harness.history.Observation.*;
import org.atomicevents.harness.run.CaseResult.Finding;
import org.atomicevents.harness.run.CaseResult.Verdict;
import org.junit.jupiter.api.Test;

/** The rest of the enum, from IN_DOUBT to NOT_RECOVERED: one bad history each. */
class RecoveryTest {

    @Test
    void in_doubt_counts_from_the_fault() {
        HistoryBuilder history =
                new HistoryBuilder().with(new InDoubt(7_000, 90, 6_500, "131077_x", Side.DATABASE, true));
        findings(history)
                .containsExactly(broken(
                        Anomaly.IN_DOUBT,
                        "Branch 131077_x was prepared in the database from 90 ms to 6500 ms, i.e. for 6400 ms after the fault, with its"
                                + " row locks; then it was gone."));
        Judgement admitted = Checker.judge(history.build(), ADMITS_ALL);
        assertThat(admitted.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(admitted.inDoubtMillis()).isEqualTo(6_400);
        assertThat(admitted.findings()).singleElement().matches(Finding::admitted);
    }

    @Test
    void in_doubt_time_is_the_union_of_the_databases_branches() {
        HistoryBuilder history = new HistoryBuilder()
                .with(new InDoubt(0, 200, 400, "a", Side.DATABASE, true))
                .with(new InDoubt(0, 300, 500, "b", Side.DATABASE, true))
                .with(new InDoubt(0, 250, 300, "c", Side.DATABASE, true))
                .with(new InDoubt(0, 600, 700, "d", Side.DATABASE, true))
                .with(new InDoubt(0, 600, 9_000, "e", Side.BROKER, true))
                .with(new InDoubt(0, 50, 60, "a commit before the fault", Side.DATABASE, true));
        assertThat(Checker.judge(history.build(), ADMITS_ALL).inDoubtMillis()).isEqualTo(400);
    }

    @Test
    void a_branch_that_stays_is_not_what_the_promise_admits() {
        HistoryBuilder history =
                new HistoryBuilder().with(new InDoubt(9_400, 90, 9_400, "131077_x", Side.DATABASE, false));
        assertThat(Checker.judge(history.build(), ADMITS_ALL).verdict()).isEqualTo(Verdict.VIOLATED);
    }

    @Test
    void heuristic() {
        findings(new HistoryBuilder().with(new Heuristic(6_500, "131077_x", "HEURISTIC_ROLLBACK")))
                .containsExactly(broken(
                        Anomaly.HEURISTIC,
                        "At 6500 ms branch 131077_x was reported as HEURISTIC_ROLLBACK: a participant decided on its own, or its"
                                + " decision is not known."));
    }

    @Test
    void residue() {
        findings(new HistoryBuilder().with(new Residue(9_400, Residue.Kind.TRANSACTION_LOG, "record 0:ffff", null)))
                .containsExactly(
                        broken(
                                Anomaly.RESIDUE,
                                "record 0:ffff was still in TRANSACTION_LOG when everything else had come to rest; nothing will take it away."));
    }

    @Test
    void not_recovered_judges_nothing_that_may_still_come() {
        HistoryBuilder history = new HistoryBuilder()
                .unannounced(V2)
                .without(Quiescent.class)
                .with(new Residue(9_400, Residue.Kind.OUTBOX, "row 7", V2))
                .with(new NotQuiescent(9_500, List.of("1 row in the outbox")));
        findings(history)
                .containsExactly(
                        broken(
                                Anomaly.NOT_RECOVERED,
                                "In the time allowed: the stack did not come to rest; 1 row in the outbox; row 7 is left in OUTBOX."));
        assertThat(Checker.judge(history.build(), ADMITS_ALL).verdict()).isEqualTo(Verdict.NOT_RECOVERED);
    }

    @Test
    void a_sentinel_that_is_not_applied_is_not_recovered() {
        HistoryBuilder history = new HistoryBuilder()
                .unannounced(SENTINEL)
                .without(Sentinel.class)
                .with(new Sentinel(7_300, SENTINEL, "p-12", 3, true, false));
        assertThat(anomalies(history)).containsExactly(Anomaly.NOT_RECOVERED);
    }

    @Test
    void what_is_prepared_in_the_database_may_still_become_true() {
        HistoryBuilder history = new HistoryBuilder()
                .uncommitted(V2)
                .without(Quiescent.class)
                .with(new Residue(9_400, Residue.Kind.PREPARED_IN_DATABASE, "131077_x", null))
                .with(new NotQuiescent(9_500, List.of("a prepared branch")));
        assertThat(anomalies(history)).containsExactly(Anomaly.NOT_RECOVERED);
    }
}
