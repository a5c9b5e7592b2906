package org.atomicevents.harness.check;

import java.util.List;
import java.util.function.Function;
import org.atomicevents.harness.history.Observation;
import org.atomicevents.harness.run.CaseResult;
import org.atomicevents.harness.run.CaseResult.Times;
import org.atomicevents.harness.run.FaultName;
import org.atomicevents.harness.run.Run;
import org.atomicevents.harness.run.Run.StrategyRun;

/** Judges a stored run again, from its histories alone; for a checker that has learned something since. */
public final class Rejudgement {

    private Rejudgement() {}

    /**
     * The same run with the verdicts, findings and in-doubt times that this checker gives it.
     *
     * @param historyOf finds what a case recorded, e.g. {@code result -> History.read(folder.resolve(result.folder()))}
     */
    public static Run of(Run run, Function<CaseResult, List<Observation>> historyOf) {
        return new Run(
                run.schemaVersion(),
                run.command(),
                run.startedAt(),
                run.endedAt(),
                run.rig(),
                run.boots(),
                run.strategies().stream()
                        .map(strategy -> again(strategy, historyOf))
                        .toList(),
                run.selfTests(),
                run.benchmarks());
    }

    private static StrategyRun again(StrategyRun strategy, Function<CaseResult, List<Observation>> historyOf) {
        List<CaseResult> cases = strategy.cases().stream()
                .map(result -> again(
                        result,
                        Checker.judge(
                                historyOf.apply(result),
                                FaultName.guaranteesUnder(result.fault(), strategy.guarantees()))))
                .toList();
        return new StrategyRun(strategy.id(), strategy.guarantees(), strategy.steps(), strategy.unstable(), cases);
    }

    private static CaseResult again(CaseResult before, Judgement judgement) {
        Times times = before.times();
        return new CaseResult(
                before.id(),
                before.strategy(),
                before.step(),
                before.phase(),
                before.fault(),
                before.fired(),
                judgement.verdict(),
                judgement.findings(),
                new Times(times.total(), times.boot(), times.recovery(), judgement.inDoubtMillis()),
                before.state(),
                before.timeline(),
                before.folder(),
                before.again());
    }
}
