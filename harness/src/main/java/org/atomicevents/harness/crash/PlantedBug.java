package org.atomicevents.harness.crash;

import java.util.Set;
import org.atomicevents.Anomaly;
import org.atomicevents.harness.run.CaseResult;

/**
 * A bug that the harness must catch, or it proves nothing. Planted with rules, so that no product class is changed for it.
 */
public enum PlantedBug {
    /** Every delivery counts as the first. */
    INBOX_OFF(
            "inbox switched off", "inbox-off.btm", "outbox-polling", "consumer/db.commit#1:after", Anomaly.DUP_EFFECT),

    /** Claimed entries are gone before they are sent. */
    SETTLE_BEFORE_SEND(
            "settled before sent", "settle-before-send.btm", "outbox-polling", "relay/jms.send#1:before", Anomaly.LOST),

    /** The transaction manager never recovers anything. */
    RECOVERY_OFF(
            "recovery switched off",
            "recovery-off.btm",
            "xa",
            "command/xa.prepare(database)#1:after",
            Anomaly.NOT_RECOVERED);

    private final String title;
    private final String script;
    private final String strategy;
    private final String point;
    private final Anomaly anomaly;

    PlantedBug(String title, String script, String strategy, String point, Anomaly anomaly) {
        this.title = title;
        this.script = script;
        this.strategy = strategy;
        this.point = point;
        this.anomaly = anomaly;
    }

    /** For a reader. */
    public String title() {
        return title;
    }

    /** The rules that plant it, beside the tracing ones. */
    String script() {
        return script;
    }

    String strategy() {
        return strategy;
    }

    /** The case that must show it. */
    String point() {
        return point;
    }

    /** The id of the case that must go red. */
    public String predictedAt() {
        return strategy + "/" + point;
    }

    /** The case is red, and for the predicted reason. */
    boolean isCaughtBy(CaseResult result) {
        return result.fired()
                && Set.of(CaseResult.Verdict.VIOLATED, CaseResult.Verdict.NOT_RECOVERED)
                        .contains(result.verdict())
                && result.findings().stream().anyMatch(finding -> finding.anomaly() == anomaly && !finding.admitted());
    }
}
