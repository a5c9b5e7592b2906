package org.atomicevents.harness.check;

import java.util.ArrayList;
import java.util.List;
import org.atomicevents.harness.run.CaseResult.Anomaly;
import org.atomicevents.harness.run.CaseResult.Finding;

/** The list a judgement grows on. */
final class Findings {

    private final PromiseSheet sheet;
    private final List<Finding> all = new ArrayList<>();

    Findings(PromiseSheet sheet) {
        this.sheet = sheet;
    }

    /** Found; admitted if the promise says so. */
    void add(Anomaly anomaly, String evidence) {
        add(anomaly, sheet.admits(anomaly), evidence);
    }

    /** Found; the circumstances decide, see the caller. */
    void add(Anomaly anomaly, boolean admitted, String evidence) {
        all.add(new Finding(anomaly, admitted, evidence));
    }

    boolean admits(Anomaly anomaly) {
        return sheet.admits(anomaly);
    }

    List<Finding> all() {
        return all;
    }
}
