package org.atomicevents.harness.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.atomicevents.harness.run.CaseResult;
import org.atomicevents.harness.run.CaseResult.Phase;
import org.atomicevents.harness.run.Run.Step;

/** Strategy × crash point, in protocol order, grouped by who takes the step. */
record HeatMap(List<Role> roles, List<Row> rows) {

    /** @param widest the most steps that one strategy takes in this role */
    record Role(String id, String title, int widest) {}

    /** @param groups one per role of the map, possibly without steps */
    record Row(String strategy, List<Group> groups, int steps) {}

    record Group(Role role, List<StepCells> steps) {}

    record StepCells(int number, String description, Point before, Point after) {}

    /**
     * @param anchor of the case, empty if there is none
     * @param label the whole cell in words
     * @param seconds recovery time, empty if there is none
     */
    record Point(Mark mark, String anchor, String label, String seconds) {}

    private static final Map<String, String> TITLES = Map.of(
            "command", "The transaction",
            "relay", "The relay",
            "consumer", "The consumer",
            "recovery", "Recovery");

    private static final List<String> ORDER = List.of("command", "relay", "consumer", "recovery");

    static HeatMap of(List<Suite> suites) {
        List<Role> roles = roles(suites);
        return new HeatMap(
                roles,
                suites.stream()
                        .map(suite -> new Row(
                                suite.id(),
                                roles.stream().map(role -> group(suite, role)).toList(),
                                suite.steps().size()))
                        .toList());
    }

    private static Group group(Suite suite, Role role) {
        return new Group(
                role,
                suite.steps().stream()
                        .filter(step -> step.role().equals(role.id()))
                        .map(step -> new StepCells(
                                suite.number(step.id()),
                                step.description(),
                                point(suite, step, Phase.BEFORE),
                                point(suite, step, Phase.AFTER)))
                        .toList());
    }

    private static Point point(Suite suite, Step step, Phase phase) {
        String where = suite.id() + ", killed " + (phase == Phase.BEFORE ? "before" : "after") + " step "
                + suite.number(step.id()) + " (" + step.description() + ")";
        return suite.worstAt(step, phase)
                .map(result -> point(suite, result, where))
                .orElse(new Point(Mark.NOT_RUN, "", where + ": not run", ""));
    }

    private static Point point(Suite suite, CaseResult result, String where) {
        long recovery = result.times().recovery();
        return new Point(
                Mark.of(result.verdict()),
                suite.anchor(result),
                where + ": " + label(result),
                recovery > 0 ? Figures.seconds(recovery) : "");
    }

    private static List<Role> roles(List<Suite> suites) {
        Set<String> present = new LinkedHashSet<>();
        suites.forEach(suite -> suite.steps().forEach(step -> present.add(step.role())));
        Set<String> ordered = new LinkedHashSet<>(ORDER);
        ordered.retainAll(present);
        ordered.addAll(present);
        return ordered.stream()
                .map(id -> new Role(id, TITLES.getOrDefault(id, id), widest(suites, id)))
                .toList();
    }

    private static int widest(List<Suite> suites, String role) {
        return suites.stream()
                .mapToInt(suite -> (int) suite.steps().stream()
                        .filter(step -> step.role().equals(role))
                        .count())
                .max()
                .orElse(0);
    }

    private static String label(CaseResult result) {
        String verdict = Mark.of(result.verdict()).word();
        String outcome = Suite.outcome(result);
        return outcome.startsWith(verdict) ? outcome : verdict + ", " + outcome;
    }
}
