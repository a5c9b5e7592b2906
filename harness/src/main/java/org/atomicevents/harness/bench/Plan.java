package org.atomicevents.harness.bench;

import java.util.ArrayList;
import java.util.List;
import org.atomicevents.harness.bench.Measurement.Effort;

/**
 * What is measured, in which order: a part and its limit one right after the other, because a machine that is shared
 * changes its pace from minute to minute.
 */
final class Plan {

    private static final String NO_STRATEGY = "";
    private static final List<String> STRATEGIES = List.of("dual-write", "outbox-polling", "xa");

    /** What the verdict rests on. */
    private static final int CROWD = 8;

    private final boolean quick;

    private Plan(boolean quick) {
        this.quick = quick;
    }

    static Plan full() {
        return new Plan(false);
    }

    /** Enough to see that everything runs; too short to trust. */
    static Plan quick() {
        return new Plan(true);
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
        all.add(of(RelayDrain.class, "drain", NO_STRATEGY, 1, 3));
        all.add(of(DeliveryLatency.class, "sendAndReceive", NO_STRATEGY, 1, 2));
        STRATEGIES.forEach(strategy -> all.add(of(DeliveryLatency.class, "commitToDelivery", strategy, 1, 2)));
        return all;
    }

    /** Needs the deployed application, too. */
    List<Measurement> overHttp() {
        List<Measurement> all = new ArrayList<>();
        for (int threads : new int[] {1, CROWD}) {
            all.add(of(CommitPathHttp.class, "read", NO_STRATEGY, threads, 4));
            STRATEGIES.forEach(strategy -> all.add(of(CommitPathHttp.class, "request", strategy, threads, 4)));
        }
        return all;
    }

    /**
     * @param warmUp seconds for Hibernate and the transaction manager: two cores compile for more than ten before eight
     *     threads run at their pace; the bare drivers are there in a third of it
     */
    private List<Measurement> commitPaths(int threads, int warmUp) {
        return List.of(
                of(CommitPath.class, "transaction", "none", threads, warmUp),
                of(CommitPath.class, "transaction", "dual-write", threads, warmUp),
                of(CommitPath.class, "transaction", "outbox-polling", threads, warmUp),
                of(Limits.class, "bareJdbc", NO_STRATEGY, threads, warmUp / 3),
                of(Limits.class, "stockXa", NO_STRATEGY, threads, warmUp * 2 / 3),
                of(CommitPath.class, "transaction", "xa", threads, warmUp));
    }

    private Measurement of(Class<?> benchmark, String method, String strategy, int threads, int warmUp) {
        Effort effort = quick ? new Effort(1, 2, 500) : new Effort(warmUp, 4, threads == CROWD ? 1500 : 1000);
        return new Measurement(benchmark, method, strategy, threads, effort);
    }
}
