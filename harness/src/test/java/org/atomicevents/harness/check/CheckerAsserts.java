package org.atomicevents.harness.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.atomicevents.harness.check.CheckerPropertiesTest.ADMITS_NOTHING;

import java.util.List;
import org.assertj.core.api.ListAssert;
import org.atomicevents.Anomaly;
import org.atomicevents.Guarantees;
import org.atomicevents.harness.run.CaseResult.Finding;

/** The checker's answers, as the tests of one history ask for them. */
final class CheckerAsserts {

    private CheckerAsserts() {}

    static Finding broken(Anomaly anomaly, String evidence) {
        return new Finding(anomaly, false, evidence);
    }

    static ListAssert<Finding> findings(HistoryBuilder history) {
        return findings(history, ADMITS_NOTHING);
    }

    static ListAssert<Finding> findings(HistoryBuilder history, Guarantees guarantees) {
        Judgement judgement = Checker.judge(history.build(), guarantees);
        return assertThat(judgement.findings()).as("%s", judgement);
    }

    static List<Anomaly> anomalies(HistoryBuilder history) {
        return Checker.judge(history.build(), ADMITS_NOTHING).findings().stream()
                .map(Finding::anomaly)
                .toList();
    }
}
