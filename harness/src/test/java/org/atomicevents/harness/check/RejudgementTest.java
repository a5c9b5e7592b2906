package org.atomicevents.harness.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.atomicevents.Anomaly;
import org.atomicevents.harness.history.History;
import org.atomicevents.harness.history.Observation.InDoubt;
import org.atomicevents.harness.history.Observation.Side;
import org.atomicevents.harness.run.CaseResult;
import org.atomicevents.harness.run.CaseResult.Phase;
import org.atomicevents.harness.run.CaseResult.Times;
import org.atomicevents.harness.run.CaseResult.Verdict;
import org.atomicevents.harness.run.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stored run needs nothing but its files to be judged again. */
class RejudgementTest {

    @Test
    void a_stored_history_overrules_the_stored_verdict_and_nothing_else(@TempDir Path folder) {
        CaseResult stored = new CaseResult(
                "xa/" + HistoryBuilder.STEP + ":before",
                "xa",
                HistoryBuilder.STEP,
                Phase.BEFORE,
                "SIGKILL",
                true,
                Verdict.HOLDS,
                List.of(),
                new Times(9_999, 5_880, 3_500, 0),
                Map.of("ledger", "1 row"),
                List.of(),
                "cases/1",
                "again");
        try (History history = History.start(folder.resolve(stored.folder()))) {
            new HistoryBuilder()
                    .unannounced(HistoryBuilder.V2)
                    .with(new InDoubt(0, 150, 400, "131077_x", Side.DATABASE, true))
                    .build()
                    .forEach(history::append);
        }
        Run run = run(stored);

        Run again = Rejudgement.of(run, result -> History.read(folder.resolve(result.folder())));

        CaseResult overruled = again.strategies().get(0).cases().get(0);
        assertThat(overruled.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(overruled.findings())
                .extracting(CaseResult.Finding::anomaly)
                .containsExactly(Anomaly.LOST, Anomaly.GAP, Anomaly.IN_DOUBT);
        assertThat(overruled.times()).isEqualTo(new Times(9_999, 5_880, 3_500, 250));
        assertThat(again)
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(".*\\.(verdict|findings|inDoubt)")
                .isEqualTo(run);
    }

    private static Run run(CaseResult result) {
        return new Run(
                Run.SCHEMA_VERSION,
                "crash",
                Instant.EPOCH,
                Instant.EPOCH,
                new Run.Rig("os", 2, 1, "17", "abc", List.of()),
                List.of(5_880L),
                List.of(new Run.StrategyRun(
                        "xa",
                        CheckerPropertiesTest.ADMITS_NOTHING,
                        List.of(new Run.Step(HistoryBuilder.STEP, "command", "broker", "commits the send")),
                        List.of(),
                        List.of(result))),
                List.of(),
                null);
    }
}
