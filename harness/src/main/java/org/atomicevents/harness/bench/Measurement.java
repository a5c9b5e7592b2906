package org.atomicevents.harness.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * One benchmark method with one strategy and one number of threads, in a fork of its own.
 *
 * @param strategy empty if the benchmark has none
 */
record Measurement(Class<?> benchmark, String method, String strategy, int threads, Effort effort) {

    /** The last one: to the same logger as everything else, which is silent about what is normal. */
    private static final List<String> FORK =
            List.of("-Xms512m", "-Xmx512m", "-XX:+UseParallelGC", "-Dorg.jboss.logging.provider=slf4j");

    /**
     * The duration of a measurement.
     *
     * @param warmUpSeconds until the compilers of fork and servers have settled
     * @param millis of each iteration
     */
    record Effort(int warmUpSeconds, int iterations, int millis) {

        private static final int LONG_ENOUGH = 3;

        /** Few and long: the tables are emptied before each, while all threads wait by spinning. */
        int warmUpIterations() {
            return Math.max(1, warmUpSeconds / LONG_ENOUGH);
        }

        int warmUpMillis() {
            return Math.max(1, warmUpSeconds) * 1000 / warmUpIterations();
        }
    }

    /** {@code CommitPath.transaction xa, 8 threads}. */
    String title() {
        return "%s.%s%s, %d %s"
                .formatted(
                        benchmark.getSimpleName(),
                        method,
                        strategy.isEmpty() ? "" : " " + strategy,
                        threads,
                        threads == 1 ? "thread" : "threads");
    }

    /** The figure that ratios are made of: the mean, of a sampled time the median. */
    double headline(RunResult result) {
        Result<?> primary = result.getPrimaryResult();
        return sampled() ? primary.getStatistics().getPercentile(50) : primary.getScore();
    }

    private boolean sampled() {
        return benchmark.equals(DeliveryLatency.class);
    }

    Options options(Target target) {
        List<String> jvm = new ArrayList<>(FORK);
        jvm.add("-Dorg.slf4j.simpleLogger.logFile=" + target.scratch().resolve("fork.log"));
        jvm.addAll(target.asJvmArguments());
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
                .threads(threads)
                .forks(1)
                .warmupIterations(effort.warmUpIterations())
                .warmupTime(TimeValue.milliseconds(effort.warmUpMillis()))
                .measurementIterations(effort.iterations())
                .measurementTime(TimeValue.milliseconds(effort.millis()))
                .mode(sampled() ? Mode.SampleTime : Mode.Throughput)
                .timeUnit(sampled() ? TimeUnit.MILLISECONDS : TimeUnit.SECONDS)
                .jvmArgs(jvm.toArray(String[]::new))
                .shouldFailOnError(true);
        return strategy.isEmpty()
                ? options.build()
                : options.param("strategy", strategy).build();
    }
}
