package org.atomicevents.harness.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.atomicevents.harness.crash.CrashSuite;
import org.junit.jupiter.api.Test;

class RatiosTest {

    private static final BenchPlan PLAN = new BenchPlan(CrashSuite.strategies(), false, List.of());

    private final Map<Measurement, Double> scores = new HashMap<>();

    @Test
    void everyRatioFindsItsTwoSidesInThePlan() {
        PLAN.inOneJvm().forEach(measurement -> scores.put(measurement, 1000.0));

        assertThat(Ratios.lines(scores)).hasSize(Ratios.RULES.size()).allMatch(line -> line.endsWith(": met"));
    }

    @Test
    void aRatioBelowItsMinimumIsSaidWithItsNumbers() {
        measured("transaction", "outbox-polling", 8, 590);
        measured("bareJdbc", "", 8, 1000);

        assertThat(Ratios.lines(scores))
                .singleElement()
                .asString()
                .contains("590/s / 1000/s = 0.59, at least 0.60 wanted")
                .endsWith("not met");
    }

    @Test
    void theMinimumItselfIsEnough() {
        measured("transaction", "outbox-polling", 8, 600);
        measured("bareJdbc", "", 8, 1000);

        assertThat(Ratios.lines(scores)).singleElement().asString().endsWith(": met");
    }

    @Test
    void otherThreadsAreNotCompared() {
        measured("transaction", "outbox-polling", 1, 600);
        measured("bareJdbc", "", 1, 1000);

        assertThat(Ratios.lines(scores)).isEmpty();
    }

    private void measured(String method, String strategy, int threads, double score) {
        List<Measurement> plan = PLAN.inOneJvm();
        Measurement measurement = plan.stream()
                .filter(planned -> planned.method().equals(method)
                        && planned.strategy().equals(strategy)
                        && planned.threads() == threads)
                .findFirst()
                .orElseThrow();
        scores.put(measurement, score);
    }
}
