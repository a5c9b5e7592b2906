package org.atomicevents.harness.crash;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.atomicevents.harness.history.History;
import org.atomicevents.harness.history.Observation.Delivered;
import org.atomicevents.harness.history.Observation.Heuristic;
import org.atomicevents.harness.history.Observation.Probe;
import org.atomicevents.harness.history.Observation.StepReached;
import org.atomicevents.harness.run.CaseResult.Moment;
import org.atomicevents.harness.run.CaseResult.Phase;
import org.atomicevents.harness.trace.ReachedStep;
import org.atomicevents.harness.trace.Sites;
import org.atomicevents.harness.trace.StepReport;
import org.atomicevents.harness.trace.StepReport.Kind;

/**
 * Writes into the history of the present case what the traced threads say. Thread-safe: each report comes on a thread of its
 * own, while the thread that made it waits, which is what makes the probe of a delivery exact.
 */
final class HistoryRecorder {

    private final Map<String, Expected> expected = new ConcurrentHashMap<>();
    private final List<Moment> moments = new ArrayList<>();
    private final Set<String> sent = new HashSet<>();
    private History history;
    private DatabaseQueries probe;
    private boolean restarted;

    private record Expected(String product, long version) {}

    /** From here on everything goes into {@code newHistory}; {@code newProbe} is used for the probes and nothing else. */
    synchronized void watch(History newHistory, DatabaseQueries newProbe) {
        history = newHistory;
        probe = newProbe;
        restarted = false;
        expected.clear();
        moments.clear();
        sent.clear();
    }

    /** From here on, sends are repetitions of what the dead server may have sent already. */
    synchronized void restarted() {
        restarted = true;
        sent.clear();
    }

    synchronized void unwatch() {
        history = null;
    }

    void expect(String eventId, String product, long version) {
        expected.put(eventId, new Expected(product, version));
    }

    /** The moments that the history has no record for. */
    synchronized List<Moment> moments() {
        return List.copyOf(moments);
    }

    /** The event was sent to the broker since the restart. */
    synchronized boolean sawSent(String eventId) {
        return sent.contains(eventId);
    }

    /** A report of any thread, traced run or not. */
    void heard(StepReport report) {
        if (report.kind() == Kind.NOTE && report.site().equals("receive")) {
            delivered(report.detail().split(" "));
        } else {
            aside(report);
        }
    }

    private void delivered(String[] eventAndRedelivered) {
        Expected event = expected.get(eventAndRedelivered[0]);
        if (event == null) {
            return;
        }
        synchronized (this) {
            if (history != null) {
                Probe ledger = probe.hasLedger(eventAndRedelivered[0]) ? Probe.READABLE : Probe.ABSENT;
                history.add(at -> new Delivered(
                        at,
                        eventAndRedelivered[0],
                        event.product(),
                        event.version(),
                        Boolean.parseBoolean(eventAndRedelivered[1]),
                        ledger));
            }
        }
    }

    private synchronized void aside(StepReport report) {
        boolean done = report.kind() == Kind.AFTER || report.kind() == Kind.FAILED;
        if (history == null || !restarted || !done || report.detail().equals(StepReport.NOTHING)) {
            return;
        }
        if (report.site().equals("jms.send")) {
            sent.add(report.detail());
        }
        String failed = report.kind() == Kind.FAILED ? " failed: " + report.detail() : "";
        moments.add(new Moment(
                history.now(),
                Sites.target(report.site()),
                report.role() + ": " + Sites.phrase(report.site()) + failed));
        if (failed.contains("XA_HEUR")) {
            history.add(at -> new Heuristic(at, report.site(), report.detail()));
        }
    }

    /** A step of a traced run. */
    synchronized void reached(ReachedStep step) {
        if (history != null && step.kind() != Kind.FAILED) {
            Phase phase = step.kind() == Kind.BEFORE ? Phase.BEFORE : Phase.AFTER;
            history.add(at -> new StepReached(
                    at, step.step().role(), step.step().site(), step.step().occurrence(), phase));
        }
    }
}
