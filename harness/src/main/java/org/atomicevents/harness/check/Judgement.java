package org.atomicevents.harness.check;

import java.util.List;
import org.atomicevents.harness.run.CaseResult.Finding;
import org.atomicevents.harness.run.CaseResult.Verdict;

/**
 * The result of judging one history. Immutable.
 *
 * @param findings worst first; empty if nothing was observed
 * @param undecided why the history proves less than it should, a sentence each; empty if it is complete
 * @param inDoubtMillis the time for which a prepared branch existed in the database after the fault; 0 if none
 */
public record Judgement(Verdict verdict, List<Finding> findings, List<String> undecided, long inDoubtMillis) {

    public Judgement {
        findings = List.copyOf(findings);
        undecided = List.copyOf(undecided);
    }
}
