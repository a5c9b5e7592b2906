package org.atomicevents.harness.check;

import java.util.ArrayList;
import java.util.List;
import org.atomicevents.Anomaly;
import org.atomicevents.Guarantees;
import org.atomicevents.harness.run.CaseResult.Finding;

/** The list a judgement grows on. */
final class Findings {

    private final Guarantees guarantees;
    private final List<Finding> all = new ArrayList<>();

    Findings(Guarantees guarantees) {
        this.guarantees = guarantees;
    }

    /** Found; admitted if the guarantees say so. */
    void add(Anomaly anomaly, String evidence) {
        add(anomaly, guarantees.admits(anomaly), evidence);
    }

    /** Found; the circumstances decide, see the caller. */
    void add(Anomaly anomaly, boolean admitted, String evidence) {
        all.add(new Finding(anomaly, admitted, evidence));
    }

    boolean admits(Anomaly anomaly) {
        return guarantees.admits(anomaly);
    }

    List<Finding> all() {
        return all;
    }
}
