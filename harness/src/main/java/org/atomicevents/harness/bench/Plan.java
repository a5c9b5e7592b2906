package org.atomicevents.harness.bench;

import java.util.ArrayList;
import java.util.List;
import org.atomicevents.harness.bench.Measurement.Effort;

/**
 * What is measured, in which order: a part and its limit one right after the other, because a machine that is shared
 * changes its pace from minute to minute.
 */
final class Plan {

    private static final int[] THREADS = {1, 8};
    private static final String NO_STRATEGY = "";

    private final int warmUpSeconds;
    private final Effort effort;

    private Plan(int warmUpSeconds, Effort effort) {
        this.warmUpSeconds = warmUpSeconds;
        this.effort = effort;
    }

    static Plan full() {
        return new Plan(6, new Effort(4, 1500));
    }

    /** Enough to see that everything runs; too short to trust. */
    static Plan quick() {
        return new Plan(1, new Effort(2, 500));
    }

    /** Thrown away: what follows shall meet a broker whose compiler has settled, whatever is measured first. */
    List<Measurement> brokerWarmUp() {
        return List.of(
                new Measurement(Limits.class, "singleSends", NO_STRATEGY, 8, 0, effort),
                new Measurement(Limits.class, "batchedSends", NO_STRATEGY, 1, 0, effort));
    }

    /** Needs the database and the broker only. */
    List<Measurement> inOneJvm() {
        List<Measurement> all = new ArrayList<>();
        for (int threads : THREADS) {
            all.add(of(CommitPath.class, "transaction", "none", threads));
            all.add(of(CommitPath.class, "transaction", "dual-write", threads));
            all.add(of(CommitPath.class, "transaction", "outbox-polling", threads));
            all.add(of(Limits.class, "bareJdbc", NO_STRATEGY, threads));
            all.add(of(Limits.class, "stockXa", NO_STRATEGY, threads));
            all.add(of(CommitPath.class, "transaction", "xa", threads));
        }
        all.add(of(Limits.class, "singleSends", NO_STRATEGY, 1));
        all.add(of(Limits.class, "batchedSends", NO_STRATEGY, 1));
        all.add(of(RelayDrain.class, "drain", NO_STRATEGY, 1));
        all.add(of(DeliveryLatency.class, "sendAndReceive", NO_STRATEGY, 1));
        for (String strategy : List.of("dual-write", "outbox-polling", "xa")) {
            all.add(of(DeliveryLatency.class, "commitToDelivery", strategy, 1));
        }
        return all;
    }

    /** Needs the deployed application, too. */
    List<Measurement> overHttp() {
        List<Measurement> all = new ArrayList<>();
        for (int threads : THREADS) {
            all.add(of(CommitPathHttp.class, "read", NO_STRATEGY, threads));
            for (String strategy : List.of("dual-write", "outbox-polling", "xa")) {
                all.add(of(CommitPathHttp.class, "request", strategy, threads));
            }
        }
        return all;
    }

    private Measurement of(Class<?> benchmark, String method, String strategy, int threads) {
        return new Measurement(benchmark, method, strategy, threads, warmUpSeconds, effort);
    }
}
