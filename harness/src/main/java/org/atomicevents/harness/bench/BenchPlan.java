package org.atomicevents.harness.bench;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.atomicevents.harness.bench.Measurement.Effort;
import org.openjdk.jmh.annotations.Param;

/**
 * The measurements in their order: a part and its limit one right after the other, because a machine that is shared
 * changes its pace from minute to minute.
 */
final class BenchPlan {

    private static final List<Class<?>> BENCHMARKS = List.of(
            CommitPath.class,
            Limits.class,
            RelayDrain.class,
            RelayBacklog.class,
            DeliveryLatency.class,
            CommitPathHttp.class);
    private static final String NO_STRATEGY = "";
    private static final String XA = "xa";

    /** The measurements that the verdict rests on. */
    private static final int CROWD = 8;

    /**
     * Seconds until the compilers have settled: on two cores a pass of the relay takes twice as long after 12 s as after 30,
     * and an event waits for the pass before its own.
     */
    private static final int LATENCY_WARM_UP = 30;

    /** For the relay's pace and its limit alike; the limit's messages of half a minute make the broker page until it stops. */
    private static final int RELAY_WARM_UP = 12;

    private final List<String> strategies;
    private final boolean quick;
    private final List<String> only;

    /**
     * @param quick only long enough to see that everything runs; too short to trust
     * @param only simple names of benchmark classes; none means all of them
     * @throws IllegalArgumentException if there is no benchmark of such a name
     */
    BenchPlan(List<String> strategies, boolean quick, List<String> only) {
        this.strategies = List.copyOf(strategies);
        this.quick = quick;
        this.only = List.copyOf(only);
        List<String> known = BENCHMARKS.stream().map(Class::getSimpleName).toList();
        if (!known.containsAll(only)) {
            throw new IllegalArgumentException(
                    "Of the benchmarks %s not all are known; known are %s".formatted(only, known));
        }
    }

    List<String> strategies() {
        return strategies;
    }

    /** For which there is something to measure in a server. */
    List<String> deployed() {
        return strategies.stream()
                .filter(strategy -> !overHttp(strategy).isEmpty())
                .toList();
    }

    /** The caveat for every number of this plan; empty if there is none. */
    String caution() {
        return quick ? " (a quick run: too short to trust)" : "";
    }

    /** Thrown away: what follows shall meet a broker whose compiler has settled, whatever is measured first. */
    List<Measurement> brokerWarmUp() {
        return List.of(
                of(Limits.class, "singleSends", NO_STRATEGY, CROWD, 0),
                of(Limits.class, "batchedSends", NO_STRATEGY, 1, 0));
    }

    /** Needs the database and the broker only. */
    List<Measurement> inOneJvm() {
        List<Measurement> all = new ArrayList<>();
        all.addAll(commitPaths(1, 6));
        all.addAll(commitPaths(CROWD, 12));
        all.add(of(Limits.class, "singleSends", NO_STRATEGY, 1, 3));
        all.add(of(Limits.class, "batchedSends", NO_STRATEGY, 1, 3));
        all.add(of(Limits.class, "recognisableSends", NO_STRATEGY, 1, RELAY_WARM_UP));
        all.add(of(RelayDrain.class, "drain", NO_STRATEGY, 1, RELAY_WARM_UP));
        all.add(of(RelayDrain.class, "drainByTwo", NO_STRATEGY, 1, RELAY_WARM_UP));
        all.add(of(RelayBacklog.class, "withTenThousandWaiting", NO_STRATEGY, 1, RELAY_WARM_UP));
        all.add(of(RelayBacklog.class, "withTenMillionWaiting", NO_STRATEGY, 1, RELAY_WARM_UP));
        strategies.stream()
                .filter(known(DeliveryLatency.Committed.class)::contains)
                .forEach(strategy -> {
                    all.add(of(DeliveryLatency.class, "sendAndReceive", strategy, 1, LATENCY_WARM_UP));
                    all.add(of(DeliveryLatency.class, "commitToDelivery", strategy, 1, LATENCY_WARM_UP));
                });
        return wanted(all);
    }

    /** Thrown away: an application server compiles for longer than anything else here. */
    Measurement serverWarmUp(String strategy) {
        return of(CommitPathHttp.class, "request", strategy, CROWD, 4);
    }

    /** Needs the deployed application, too; the floor is measured beside the first strategy. */
    List<Measurement> overHttp(String strategy) {
        List<Measurement> all = new ArrayList<>();
        for (int threads : new int[] {1, CROWD}) {
            if (strategy.equals(strategies.get(0))) {
                all.add(of(CommitPathHttp.class, "read", NO_STRATEGY, threads, 4));
            }
            all.add(of(CommitPathHttp.class, "request", strategy, threads, 2));
        }
        return wanted(all);
    }

    private List<Measurement> wanted(List<Measurement> all) {
        return all.stream()
                .filter(measurement -> only.isEmpty()
                        ? !measurement.benchmark().equals(RelayBacklog.class)
                        : only.contains(measurement.benchmark().getSimpleName()))
                .toList();
    }

    /**
     * @param warmUp seconds for Hibernate and the transaction manager: two cores compile for more than ten before eight
     *     threads run at their pace; the bare drivers are there in a third of it
     */
    private List<Measurement> commitPaths(int threads, int warmUp) {
        List<Measurement> all = new ArrayList<>();
        all.add(of(CommitPath.class, "transaction", Application.NO_EVENT, threads, warmUp));
        all.add(of(Limits.class, "bareJdbc", NO_STRATEGY, threads, warmUp / 3));
        strategies.stream()
                .filter(known(CommitPath.Command.class)::contains)
                .filter(strategy -> !strategy.equals(XA))
                .forEach(strategy -> all.add(of(CommitPath.class, "transaction", strategy, threads, warmUp)));
        if (strategies.contains(XA)) {
            all.add(of(Limits.class, "stockXa", NO_STRATEGY, threads, warmUp * 2 / 3));
            all.add(of(CommitPath.class, "transaction", XA, threads, warmUp));
        }
        return all;
    }

    private Measurement of(Class<?> benchmark, String method, String strategy, int threads, int warmUp) {
        boolean sampled = benchmark.equals(DeliveryLatency.class);
        Effort effort =
                quick ? new Effort(1, 2, 500) : new Effort(warmUp, 4, threads == CROWD || sampled ? 1500 : 1000);
        return new Measurement(benchmark, method, strategy, threads, effort);
    }

    /** The values a benchmark's state has for its strategy: what is nothing but a server's configuration is in none. */
    static List<String> known(Class<?> state) {
        try {
            Field field = state.getDeclaredField("strategy");
            return List.of(field.getAnnotation(Param.class).value());
        } catch (NoSuchFieldException e) {
            throw new IllegalArgumentException(state + " has no parameter 'strategy'", e);
        }
    }
}
