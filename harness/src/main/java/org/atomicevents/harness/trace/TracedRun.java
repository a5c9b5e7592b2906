package org.atomicevents.harness.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.atomicevents.harness.trace.StepReport.Kind;

/**
 * One command's way from the first effect to the last acknowledgement, as far as it came. Not thread-safe: the
 * {@link Conductor} guards it, and hands out copies.
 */
class TracedRun {

    private final List<String> order;
    private final CrashPoint armed;
    private final List<ReachedStep> reached = new ArrayList<>();
    private final Map<String, Integer> occurrences = new HashMap<>();
    private final Set<String> worked = new HashSet<>();
    private final Set<String> waiting = new HashSet<>();
    private int act;
    private boolean fired;

    /**
     * @param order the roles, in the order in which they may act; the others pass and are not recorded
     * @param armed the crash point at which to hold for ever, or null
     */
    TracedRun(List<String> order, CrashPoint armed) {
        this.order = List.copyOf(order);
        this.armed = armed;
    }

    boolean knows(String role) {
        return order.contains(role);
    }

    /** It is not yet this role's turn. */
    boolean isEarly(String role) {
        return order.indexOf(role) > act;
    }

    /** The roles that did something. */
    Set<String> worked() {
        return Set.copyOf(worked);
    }

    void waits(String role) {
        waiting.add(role);
    }

    boolean isWaiting(String role) {
        return waiting.contains(role);
    }

    boolean isFired() {
        return fired;
    }

    boolean isComplete() {
        return act == order.size();
    }

    List<ReachedStep> reached() {
        return List.copyOf(reached);
    }

    /** Records the report; empty for an answer to something that began before this traced run. */
    Optional<ReachedStep> record(StepReport report, long at) {
        String counter = report.role() + "/" + report.site();
        int occurrence = report.kind() == Kind.BEFORE
                ? occurrences.merge(counter, 1, Integer::sum)
                : occurrences.getOrDefault(counter, 0);
        if (occurrence == 0) {
            return Optional.empty();
        }
        StepId step = new StepId(report.role(), report.site(), occurrence);
        ReachedStep now = new ReachedStep(step, report.kind(), at, report.detail());
        reached.add(now);
        if (report.kind() == Kind.AFTER && !report.detail().equals(StepReport.NOTHING)) {
            worked.add(report.role());
        }
        fired = now.isAt(armed);
        return Optional.of(now);
    }

    /** The role is over; the next may act if this one has done something. */
    void left(String role) {
        if (worked.contains(role) && order.indexOf(role) == act) {
            act++;
        }
    }
}
