package org.atomicevents.harness.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.atomicevents.Anomaly;
import org.atomicevents.Guarantees;
import org.atomicevents.harness.history.Observation;
import org.atomicevents.harness.history.Observation.*;
import org.atomicevents.harness.run.CaseResult.Finding;
import org.atomicevents.harness.run.CaseResult.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The check of the checker: a model with knobs, a second checker, and rules that no verdict may depend on. */
class CheckerPropertiesTest {

    private static final int SEEDS = 2_000;

    static final Guarantees ADMITS_NOTHING = Guarantees.admitting().recoveryBoundedBy("nothing");
    static final Guarantees ADMITS_ALL = Guarantees.admitting(
                    Anomaly.LOST, Anomaly.PHANTOM, Anomaly.EARLY, Anomaly.DUP_BROKER, Anomaly.REORDER, Anomaly.IN_DOUBT)
            .recoveryBoundedBy("nothing");

    @Test
    void without_a_knob_there_is_no_finding() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Judgement judgement = Checker.judge(Pipeline.run(seed, Set.of()), ADMITS_NOTHING);
            assertThat(judgement).as("seed %d", seed).isEqualTo(new Judgement(Verdict.HOLDS, List.of(), List.of(), 0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_knob_shows_exactly_its_anomaly_and_its_consequences(Anomaly knob) {
        Set<Anomaly> expected = EnumSet.of(knob);
        expected.addAll(Pipeline.CONSEQUENCES.getOrDefault(knob, Set.of()));
        for (long seed = 0; seed < SEEDS; seed++) {
            Judgement judgement = Checker.judge(Pipeline.run(seed, Set.of(knob)), ADMITS_ALL);
            assertThat(anomalies(judgement)).as("seed %d", seed).isEqualTo(expected);
            assertThat(judgement.undecided()).as("seed %d", seed).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_not_promised_is_admitted_and_what_is_promised_is_violated(Anomaly knob) {
        for (long seed = 0; seed < SEEDS / 10; seed++) {
            List<Observation> history = Pipeline.run(seed, Set.of(knob));
            boolean lockless = history.stream().anyMatch(seen -> seen instanceof InDoubt b && b.side() == Side.BROKER);
            Verdict strict =
                    switch (knob) {
                        case NOT_RECOVERED -> Verdict.NOT_RECOVERED;
                        case IN_DOUBT -> lockless ? Verdict.HOLDS : Verdict.VIOLATED;
                        default -> Verdict.VIOLATED;
                    };
            Verdict generous =
                    switch (knob) {
                        case ACK_LOST, DUP_EFFECT, GAP, HEURISTIC, RESIDUE -> Verdict.VIOLATED;
                        case NOT_RECOVERED -> Verdict.NOT_RECOVERED;
                        case IN_DOUBT -> Verdict.HOLDS;
                        default -> Verdict.ADMITTED;
                    };
            assertThat(Checker.judge(history, ADMITS_NOTHING).verdict())
                    .as("seed %d", seed)
                    .isEqualTo(strict);
            assertThat(Checker.judge(history, ADMITS_ALL).verdict())
                    .as("seed %d", seed)
                    .isEqualTo(generous);
        }
    }

    @Test
    void a_second_checker_agrees_on_any_mixture_even_of_damaged_histories() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Set<Anomaly> knobs = EnumSet.noneOf(Anomaly.class);
            for (Anomaly knob : Anomaly.values()) {
                if (random.nextInt(4) == 0) {
                    knobs.add(knob);
                }
            }
            List<Observation> history = new ArrayList<>(Pipeline.run(seed, knobs));
            for (int damages = random.nextInt(4); damages > 0; damages--) {
                damage(history, random);
            }
            assertThat(anomalies(Checker.judge(history, ADMITS_ALL)))
                    .as("seed %d, knobs %s", seed, knobs)
                    .isEqualTo(NaiveChecker.anomalies(history));
        }
    }

    private static void damage(List<Observation> history, Random random) {
        int one = random.nextInt(history.size());
        int two = random.nextInt(history.size());
        switch (random.nextInt(3)) {
            case 0 -> history.remove(one);
            case 1 -> history.add(two, history.get(one));
            default -> Collections.swap(history, one, two);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_command_of_unknown_outcome_that_did_nothing_changes_no_verdict(Anomaly knob) {
        each(knob, (history, random) -> {
            List<Observation> more = new ArrayList<>(history);
            more.add(random.nextInt(more.size()), new Invoked(0, "unknown-" + random.nextLong(), "p-1", 1));
            return more;
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_delivery_that_the_inbox_absorbed_changes_no_verdict(Anomaly knob) {
        each(knob, (history, random) -> {
            List<Observation> more = new ArrayList<>(history);
            List<Delivered> deliveries = history.stream()
                    .filter(Delivered.class::isInstance)
                    .map(Delivered.class::cast)
                    .toList();
            if (!deliveries.isEmpty()) {
                Delivered one = deliveries.get(random.nextInt(deliveries.size()));
                more.add(new Delivered(0, one.eventId(), one.product(), one.version(), true, Probe.NOT_TRIED));
            }
            return more;
        });
    }

    @ParameterizedTest
    @EnumSource
    void the_order_between_products_changes_no_verdict(Anomaly knob) {
        each(knob, (history, random) -> {
            Map<String, List<Observation>> ofProducts = history.stream()
                    .filter(OfEvent.class::isInstance)
                    .collect(Collectors.groupingBy(
                            seen -> ((OfEvent) seen).product(), LinkedHashMap::new, Collectors.toList()));
            List<String> products = new ArrayList<>(ofProducts.keySet());
            Collections.shuffle(products, random);
            List<Observation> shuffled = new ArrayList<>(history);
            shuffled.removeIf(OfEvent.class::isInstance);
            products.forEach(product -> shuffled.addAll(0, ofProducts.get(product)));
            return shuffled;
        });
    }

    private interface Change {
        List<Observation> of(List<Observation> history, Random random);
    }

    private static void each(Anomaly knob, Change change) {
        for (long seed = 0; seed < SEEDS / 10; seed++) {
            for (Set<Anomaly> knobs : List.of(Set.<Anomaly>of(), Set.of(knob))) {
                List<Observation> history = Pipeline.run(seed, knobs);
                Judgement before = Checker.judge(history, ADMITS_NOTHING);
                Judgement after = Checker.judge(change.of(history, new Random(seed)), ADMITS_NOTHING);
                assertThat(after.verdict()).as("seed %d", seed).isEqualTo(before.verdict());
                assertThat(anomalies(after)).as("seed %d", seed).isEqualTo(anomalies(before));
            }
        }
    }

    private static Set<Anomaly> anomalies(Judgement judgement) {
        Set<Anomaly> found = EnumSet.noneOf(Anomaly.class);
        judgement.findings().stream().map(Finding::anomaly).forEach(found::add);
        return found;
    }
}
