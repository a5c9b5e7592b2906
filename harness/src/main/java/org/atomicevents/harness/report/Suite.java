package org.atomicevents.harness.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.atomicevents.Anomaly;
import org.atomicevents.harness.run.CaseResult;
import org.atomicevents.harness.run.CaseResult.Finding;
import org.atomicevents.harness.run.CaseResult.Phase;
import org.atomicevents.harness.run.CaseResult.Verdict;
import org.atomicevents.harness.run.Run.Step;
import org.atomicevents.harness.run.Run.StrategyRun;

/**
 * One strategy's crash suite, indexed. Every case has a place in it: a step that only a case names (one that appeared
 * in recovery, say) follows the traced ones.
 */
final class Suite {

    private final StrategyRun strategy;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final Map<CaseResult, String> anchors = new LinkedHashMap<>();

    Suite(StrategyRun strategy) {
        this.strategy = strategy;
        strategy.steps().forEach(step -> steps.putIfAbsent(step.id(), step));
        strategy.cases().forEach(result -> steps.computeIfAbsent(result.step(), Suite::untraced));
        steps.keySet().forEach(id -> numbers.put(id, numbers.size() + 1));
        for (CaseResult result : strategy.cases()) {
            String anchor = id() + "-" + numbers.get(result.step()) + "-" + phase(result);
            anchors.put(result, anchors.containsValue(anchor) ? anchor + "-" + anchors.size() : anchor);
        }
    }

    String id() {
        return strategy.id();
    }

    StrategyRun strategy() {
        return strategy;
    }

    Collection<Step> steps() {
        return steps.values();
    }

    Step step(CaseResult result) {
        return steps.get(result.step());
    }

    int number(String stepId) {
        return numbers.get(stepId);
    }

    List<CaseResult> cases() {
        return strategy.cases();
    }

    /** In protocol order, whatever order they were run in. */
    List<CaseResult> casesInOrder() {
        List<CaseResult> ordered = new ArrayList<>();
        for (Step step : steps()) {
            Arrays.stream(Phase.values()).forEach(phase -> ordered.addAll(casesAt(step, phase)));
        }
        return ordered;
    }

    List<CaseResult> casesAt(Step step, Phase phase) {
        return cases().stream()
                .filter(result -> result.step().equals(step.id()) && result.phase() == phase)
                .toList();
    }

    /** The case that decides how a crash point looks. */
    Optional<CaseResult> worstAt(Step step, Phase phase) {
        return casesAt(step, phase).stream().max(Mark.byVerdict());
    }

    List<CaseResult> decided() {
        return cases().stream()
                .filter(result -> result.verdict() != Verdict.UNKNOWN)
                .toList();
    }

    List<CaseResult> with(Set<Anomaly> anomalies) {
        return cases().stream()
                .filter(result -> result.findings().stream().anyMatch(finding -> anomalies.contains(finding.anomaly())))
                .toList();
    }

    List<Finding> findings(Set<Anomaly> anomalies) {
        return cases().stream()
                .flatMap(result -> result.findings().stream())
                .filter(finding -> anomalies.contains(finding.anomaly()))
                .toList();
    }

    String anchor(CaseResult result) {
        return anchors.get(result);
    }

    /** "event lost, order changed"; of a case that holds "holds", and what was measured all the same. */
    static String outcome(CaseResult result) {
        List<String> words = new ArrayList<>();
        if (result.findings().isEmpty() || result.verdict() == Verdict.HOLDS) {
            words.add(Mark.of(result.verdict()).word());
        }
        result.findings().forEach(finding -> words.add(Mark.word(finding.anomaly())));
        return words.stream().distinct().collect(Collectors.joining(", "));
    }

    static String phase(CaseResult result) {
        return result.phase() == Phase.BEFORE ? "before" : "after";
    }

    private static Step untraced(String id) {
        int slash = id.indexOf('/');
        return new Step(id, slash < 0 ? "recovery" : id.substring(0, slash), "application", "not in the trace: " + id);
    }
}
