package org.atomicevents.harness.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atomicevents.harness.crash.CrashSuite;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

/** A plan that names what does not exist would measure nothing, silently. */
class BenchPlanTest {

    private static final BenchPlan FULL = new BenchPlan(CrashSuite.strategies(), false, List.of());

    private static final List<Measurement> ALL = Stream.concat(
                    FULL.inOneJvm().stream(),
                    FULL.strategies().stream().flatMap(strategy -> FULL.overHttp(strategy).stream()))
            .toList();

    @Test
    void everyMeasurementIsABenchmarkMethodOfItsClass() {
        assertThat(ALL)
                .allSatisfy(measurement -> assertThat(benchmarks(measurement.benchmark()))
                        .as(measurement.title())
                        .contains(measurement.method()));
    }

    @Test
    void everyBenchmarkMethodIsMeasured() {
        Set<Class<?>> types = ALL.stream().map(Measurement::benchmark).collect(Collectors.toSet());
        assertThat(types)
                .allSatisfy(type -> assertThat(benchmarks(type))
                        .allSatisfy(method -> assertThat(ALL)
                                .as(type.getSimpleName() + "." + method)
                                .anyMatch(measurement -> measurement.benchmark().equals(type)
                                        && measurement.method().equals(method))));
    }

    @Test
    void everyStrategyThatABenchmarkKnowsIsMeasuredAndNoOther() {
        assertThat(List.of(CommitPath.Command.class, DeliveryLatency.Committed.class))
                .allSatisfy(state -> {
                    Set<String> planned = ALL.stream()
                            .filter(measurement -> measurement.benchmark().equals(state.getEnclosingClass()))
                            .map(Measurement::strategy)
                            .filter(strategy -> !strategy.isEmpty())
                            .collect(Collectors.toSet());
                    assertThat(planned).containsExactlyInAnyOrderElementsOf(BenchPlan.known(state));
                });
    }

    @Test
    void onlyWhatWasAskedForIsMeasured() {
        BenchPlan plan = new BenchPlan(CrashSuite.strategies(), false, List.of("DeliveryLatency"));
        assertThat(plan.inOneJvm())
                .isNotEmpty()
                .allMatch(measurement -> measurement.benchmark().equals(DeliveryLatency.class));
        assertThat(plan.deployed()).isEmpty();
    }

    @Test
    void aBenchmarkThatDoesNotExistIsRefusedAndTheKnownAreNamed() {
        assertThatThrownBy(() -> new BenchPlan(CrashSuite.strategies(), false, List.of("Latency")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[Latency]")
                .hasMessageContaining("DeliveryLatency");
    }

    /** The list that names are looked up in. */
    @Test
    void everyBenchmarkCanBeAskedForByName() {
        assertThat(ALL)
                .allSatisfy(measurement -> assertThat(new BenchPlan(
                                        FULL.strategies(),
                                        false,
                                        List.of(measurement.benchmark().getSimpleName()))
                                .strategies())
                        .isNotEmpty());
    }

    /** A machine that is shared changes its pace from minute to minute. */
    @Test
    void theUnitOfALatencyIsMeasuredRightBeforeIt() {
        List<Measurement> latencies = ALL.stream()
                .filter(measurement -> measurement.benchmark().equals(DeliveryLatency.class))
                .toList();
        assertThat(latencies).hasSizeGreaterThan(2);
        for (int i = 0; i < latencies.size(); i += 2) {
            assertThat(latencies.get(i).method()).isEqualTo("sendAndReceive");
            assertThat(latencies.get(i + 1).method()).isEqualTo("commitToDelivery");
            assertThat(latencies.get(i).strategy())
                    .isEqualTo(latencies.get(i + 1).strategy());
        }
    }

    @Test
    void everyStrategyIsMeasuredOverHttp() {
        assertThat(ALL.stream()
                        .filter(measurement -> measurement.method().equals("request"))
                        .map(Measurement::strategy)
                        .distinct())
                .containsExactlyElementsOf(CrashSuite.strategies());
    }

    @Test
    void commitPathsAreMeasuredAtOneAndEightThreads() {
        List<Measurement> commits = ALL.stream()
                .filter(measurement -> measurement.benchmark().equals(CommitPath.class)
                        || measurement.benchmark().equals(CommitPathHttp.class))
                .toList();
        assertThat(commits).extracting(Measurement::threads).containsOnly(1, 8);
        assertThat(commits.stream().filter(measurement -> measurement.threads() == 1))
                .hasSameSizeAs(commits.stream()
                        .filter(measurement -> measurement.threads() == 8)
                        .toList());
    }

    @Test
    void theQuickPlanMeasuresTheSameThings() {
        assertThat(new BenchPlan(CrashSuite.strategies(), true, List.of()).inOneJvm())
                .extracting(Measurement::title)
                .containsExactlyElementsOf(
                        FULL.inOneJvm().stream().map(Measurement::title).toList());
    }

    private static List<String> benchmarks(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .map(method -> method.getName())
                .toList();
    }
}
