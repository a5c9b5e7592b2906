package org.atomicevents.harness.order;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.atomicevents.Anomaly;
import org.atomicevents.Guarantees;
import org.atomicevents.harness.crash.StrategyServer;
import org.atomicevents.servers.Artemis;
import org.atomicevents.servers.Installation;
import org.atomicevents.servers.progress.Progress;

/**
 * Whether each subject's events are consumed in order, none twice and none missing, with two servers under load of which one
 * is killed. For one thread; starts its own servers, which end with the call.
 */
public final class OrderSuite {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int STEPS_SHOWN = 20;

    private final Installation installation;
    private final OrderPlan plan;
    private final Path folder;

    /** @param folder of the run; each strategy's servers go below */
    public OrderSuite(Installation installation, OrderPlan plan, Path folder) {
        this.installation = installation;
        this.plan = plan;
        this.folder = folder;
    }

    /**
     * @param strategies by id, in this order
     * @param onlyOrdered whether those that do not promise order are left out
     * @return one result for each; UNKNOWN where servers do not start or a command's outcome stays unknown
     */
    public List<OrderRun.Result> run(List<String> strategies, boolean onlyOrdered) throws InterruptedException {
        List<OrderRun.Result> results = new ArrayList<>();
        Map<String, Guarantees> guaranteesByStrategy = Map.of();
        for (String strategy : strategies) {
            Guarantees known = guaranteesByStrategy.get(strategy);
            if (onlyOrdered && known != null && known.admits(Anomaly.REORDER)) {
                Progress.say(strategy + ": left out, it does not promise order");
                continue;
            }
            Progress.say(strategy + ": starting two servers on one database and one broker ...");
            try (Cluster cluster = Cluster.start(installation, folder.resolve(strategy), strategy, plan.scripts())) {
                guaranteesByStrategy = cluster.catalogs().get(0).guarantees();
                Guarantees guarantees = guaranteesByStrategy.get(strategy);
                if (!onlyOrdered || !guarantees.admits(Anomaly.REORDER)) {
                    results.add(said(run(strategy, guarantees, cluster)));
                }
            } catch (IllegalStateException | IOException e) {
                results.add(said(OrderRun.Result.unknown(strategy, e.getMessage())));
            }
        }
        return results;
    }

    private static OrderRun.Result said(OrderRun.Result result) {
        Progress.say("%s: %s, %.0f events/s"
                .formatted(result.strategy(), result.verdict(), result.written().eventsPerSecond()));
        result.findings().forEach(finding -> Progress.say("  " + finding));
        return result;
    }

    private OrderRun.Result run(String strategy, Guarantees guarantees, Cluster cluster) throws InterruptedException {
        String prefix = "order-" + strategy + "-";
        List<String> subjects =
                IntStream.range(0, plan.subjects()).mapToObj(n -> prefix + n).toList();
        try (LedgerQueries books = books(strategy, cluster)) {
            Writers writers = new Writers(strategy, subjects, cluster.catalogs(), books);
            writers.create();
            OrderRun.Written written = write(strategy, writers, cluster);
            long begin = System.nanoTime();
            boolean settled = settled(books, prefix, writers.acknowledged() + subjects.size());
            double settledAfter = seconds(begin);
            Map<String, List<SubjectVersion>> copies =
                    RoutedCopies.taken(cluster.artemis().connectionFactory(), Artemis.AUDIT_QUEUE);
            return new OrderTrial(guarantees, books, copies)
                    .judge(strategy, subjects, written, plan, settled ? settledAfter : -1);
        }
    }

    private LedgerQueries books(String strategy, Cluster cluster) {
        try {
            return new LedgerQueries(
                    cluster.postgres().dataSource(), StrategyServer.changes(strategy), StrategyServer.change(strategy));
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not answer; see its log in " + folder, e);
        }
    }

    private OrderRun.Written write(String strategy, Writers writers, Cluster cluster) throws InterruptedException {
        int step = Math.max(1, plan.events() / STEPS_SHOWN);
        Progress progress = Progress.of(strategy, plan.events() / step);
        long begin = System.nanoTime();
        try (ServerKills kills = new ServerKills(plan, cluster.victim())) {
            writers.write(plan.events(), OrderPlan.WRITERS, done -> {
                kills.after(done);
                if (done % step == 0) {
                    progress.done(done + " events written");
                }
            });
            double seconds = seconds(begin);
            return new OrderRun.Written(
                    writers.acknowledged(),
                    writers.retried(),
                    kills.await(),
                    seconds,
                    writers.acknowledged() / seconds);
        }
    }

    private boolean settled(LedgerQueries books, String prefix, int expected) throws InterruptedException {
        long deadline = System.nanoTime() + plan.settlesWithin().toNanos();
        int effects = books.effectsOn(prefix);
        long tell = System.nanoTime();
        while (effects < expected && System.nanoTime() < deadline) {
            if (System.nanoTime() - tell > Duration.ofSeconds(5).toNanos()) {
                tell = System.nanoTime();
                Progress.say("  consumed %d of %d; at most %d s more"
                        .formatted(
                                effects,
                                expected,
                                Duration.ofNanos(deadline - tell).toSeconds()));
            }
            LockSupport.parkNanos(POLL_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            effects = books.effectsOn(prefix);
        }
        return effects >= expected;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
