package org.atomicevents.harness.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.atomicevents.Guarantees;
import org.atomicevents.harness.run.CaseResult;
import org.atomicevents.harness.run.CaseResult.Finding;
import org.atomicevents.harness.run.CaseResult.Moment;
import org.atomicevents.harness.run.CaseResult.Phase;
import org.atomicevents.harness.run.CaseResult.Times;
import org.atomicevents.harness.run.CaseResult.Verdict;
import org.atomicevents.harness.run.Run.Step;
import org.atomicevents.harness.run.Run.StrategyRun;

/** Builds an invented strategy's suite: two cases for each step, with times that differ but never by chance. */
final class SampleSuite {

    /** The result of one case. */
    record Outcome(Verdict verdict, long inDoubt, List<Finding> findings) {
        static final Outcome HOLDS = new Outcome(Verdict.HOLDS, 0, List.of());
    }

    private final String id;
    private final Guarantees guarantees;
    private final List<Step> steps = new ArrayList<>();

    SampleSuite(String id, Guarantees guarantees) {
        this.id = id;
        this.guarantees = guarantees;
    }

    SampleSuite step(String stepId, String target, String description) {
        steps.add(new Step(stepId, stepId.substring(0, stepId.indexOf('/')), target, description));
        return this;
    }

    /** @param came of the crash point with this number and phase */
    StrategyRun ends(BiFunction<Integer, Phase, Outcome> came) {
        List<CaseResult> cases = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            for (Phase phase : Phase.values()) {
                cases.add(result(i, phase, came.apply(i + 1, phase)));
            }
        }
        return new StrategyRun(id, guarantees, steps, List.of("command/db.statement(sequence next)#1"), cases);
    }

    private CaseResult result(int index, Phase phase, Outcome outcome) {
        Step step = steps.get(index);
        String point = step.id() + ":" + phase.name().toLowerCase(java.util.Locale.ROOT);
        String folder = "cases/" + id + "/" + point;
        long spread = (index * 7L + phase.ordinal() * 3L) % 11;
        long recovery = outcome.verdict() == Verdict.NOT_RECOVERED ? 60_000 : 640 + spread * 90 + outcome.inDoubt() / 4;
        long boot = 6_800 + spread * 60;
        return new CaseResult(
                id + "/" + point,
                id,
                step.id(),
                phase,
                "SIGKILL",
                outcome.verdict() != Verdict.UNKNOWN,
                outcome.verdict(),
                outcome.findings(),
                new Times(boot + recovery + 900, boot, recovery, outcome.inDoubt()),
                state(outcome.inDoubt() > 0),
                timeline(index, phase, point, boot, recovery),
                folder,
                "./atomic-events crash --case '" + id + "/" + point + "'");
    }

    private static Map<String, String> state(boolean prepared) {
        Map<String, String> state = new LinkedHashMap<>();
        state.put("ledger", prepared ? "no row" : "row visible");
        state.put("outbox", "no entry");
        state.put("prepared (database)", prepared ? "branch 131077:0000ffff7f000001…" : "no branch");
        state.put("prepared (broker)", "no branch");
        state.put("transaction log", prepared ? "record 0:ffff7f000001:-4e9a" : "no record");
        state.put("queue", "0 messages");
        return state;
    }

    private List<Moment> timeline(int index, Phase phase, String point, long boot, long recovery) {
        List<Moment> moments = new ArrayList<>();
        moments.add(new Moment(3, "harness", "sends the command that makes v2"));
        int reached = index + phase.ordinal();
        for (int i = 0; i < reached; i++) {
            moments.add(new Moment(
                    9 + i * 4L,
                    steps.get(i).target(),
                    steps.get(i).role() + ": " + steps.get(i).description()));
        }
        long cut = 12 + reached * 4L;
        moments.add(new Moment(cut, "application", "SIGKILL " + point));
        moments.add(new Moment(cut + 190, "application", "starts again"));
        moments.add(new Moment(cut + 190 + boot, "application", "serves again"));
        moments.add(new Moment(cut + 310 + boot, "harness", "recovery scan resolved something"));
        moments.add(new Moment(cut + 400 + boot, "application", "consumer is handed v2"));
        moments.add(new Moment(cut + 190 + boot + recovery, "harness", "finds everything at rest"));
        return moments;
    }
}
