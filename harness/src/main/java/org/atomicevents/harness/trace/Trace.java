package org.atomicevents.harness.trace;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.atomicevents.harness.trace.StepReport.Kind;

/**
 * The common steps of several fault-free runs. Immutable.
 *
 * @param steps reached, before and after, in every run; in the order of the first
 * @param same reached likewise, but between the first and the last write of one open transaction: whoever dies there leaves
 *     what he leaves at its neighbours, an open transaction that the database rolls back; no crash points
 * @param unstable reached in some runs only; never crash points, but never hidden either
 */
public record Trace(List<StepId> steps, List<StepId> same, List<StepId> unstable) {

    private static final String WRITE = "db.statement(";

    public Trace {
        steps = List.copyOf(steps);
        same = List.copyOf(same);
        unstable = List.copyOf(unstable);
    }

    /** The common steps of {@code runs}, of which there is at least one. */
    public static Trace of(List<List<ReachedStep>> runs) {
        List<Set<StepId>> all = runs.stream().map(Trace::completed).toList();
        List<StepId> common = new ArrayList<>(all.get(0));
        all.forEach(common::retainAll);
        Set<String> others = new TreeSet<>();
        for (Set<StepId> steps : all) {
            steps.stream().filter(step -> !common.contains(step)).forEach(step -> others.add(step.toString()));
        }
        List<StepId> same = betweenWrites(common);
        List<StepId> steps = new ArrayList<>(common);
        steps.removeAll(same);
        return new Trace(steps, same, others.stream().map(StepId::parse).toList());
    }

    private static List<StepId> betweenWrites(List<StepId> steps) {
        List<StepId> between = new ArrayList<>();
        for (int i = 1; i < steps.size() - 1; i++) {
            if (isWriteOf(steps.get(i).role(), steps.get(i - 1))
                    && isWriteOf(steps.get(i).role(), steps.get(i))
                    && isWriteOf(steps.get(i).role(), steps.get(i + 1))) {
                between.add(steps.get(i));
            }
        }
        return between;
    }

    private static boolean isWriteOf(String role, StepId step) {
        return step.role().equals(role) && step.site().startsWith(WRITE);
    }

    /** The steps that were done, in the order in which they began, without reads and claims that found nothing. */
    private static Set<StepId> completed(List<ReachedStep> run) {
        Set<StepId> done = new LinkedHashSet<>();
        for (ReachedStep reached : run) {
            if (reached.kind() == Kind.AFTER && !reached.detail().equals(StepReport.NOTHING)) {
                done.add(reached.step());
            }
        }
        Set<StepId> inOrder = new LinkedHashSet<>();
        for (ReachedStep reached : run) {
            if (reached.kind() == Kind.BEFORE && done.contains(reached.step())) {
                inOrder.add(reached.step());
            }
        }
        return inOrder;
    }
}
