package org.atomicevents.harness.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.atomicevents.harness.check.CheckerPropertiesTest.ADMITS_NOTHING;

import java.util.List;
import org.assertj.core.api.ListAssert;
import org.atomicevents.Anomaly;
import org.atomicevents.Guarantees;
import org.atomicevents.harness.run.CaseResult.Finding;

/** The checker's answers, as the tests of one history ask for them. */
final class Court {

    private Court() {}

    static Finding broken(Anomaly anomaly, String evidence) {
        return new Finding(anomaly, false, evidence);
    }

    static ListAssert<Finding> findings(Story story) {
        return findings(story, ADMITS_NOTHING);
    }

    static ListAssert<Finding> findings(Story story, Guarantees guarantees) {
        Judgement judgement = Checker.judge(story.told(), guarantees);
        return assertThat(judgement.findings()).as("%s", judgement);
    }

    static List<Anomaly> anomalies(Story story) {
        return Checker.judge(story.told(), ADMITS_NOTHING).findings().stream()
                .map(Finding::anomaly)
                .toList();
    }
}
