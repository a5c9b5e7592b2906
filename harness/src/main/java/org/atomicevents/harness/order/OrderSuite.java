package org.atomicevents.harness.order;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.atomicevents.Anomaly;
import org.atomicevents.Guarantees;
import org.atomicevents.harness.crash.StrategyServer;
import org.atomicevents.servers.Installation;
import org.atomicevents.servers.progress.Progress;

/**
 * Whether each subject's events are consumed in order, none twice and none missing, with two servers under load of which one
 * is killed; and, with several applications on one database, whether each one's are at its own broker and nobody else's are. For one thread; starts its own servers, which end with the call.
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
     * @return one result for each, and for each application; UNKNOWN where servers do not start or a command's outcome stays unknown
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
            Progress.say("%s: starting %d servers on one database ..."
                    .formatted(strategy, 2 * plan.rig().applications()));
            try (Cluster cluster = Cluster.start(installation, folder.resolve(strategy), strategy, plan.rig())) {
                guaranteesByStrategy =
                        cluster.applications().get(0).catalogs().get(0).guarantees();
                Guarantees guarantees = guaranteesByStrategy.get(strategy);
                if (!onlyOrdered || !guarantees.admits(Anomaly.REORDER)) {
                    run(strategy, guarantees, cluster).forEach(result -> results.add(said(result)));
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

    private List<OrderRun.Result> run(String strategy, Guarantees guarantees, Cluster cluster)
            throws InterruptedException {
        try (LedgerQueries books = books(strategy, cluster)) {
            List<ApplicationLoad> loads = loads(strategy, cluster, books);
            for (ApplicationLoad load : loads) {
                load.create();
            }
            Load written = write(strategy, loads, cluster);
            long begin = System.nanoTime();
            boolean settled = settled(books, loads);
            double settledAfter = settled ? seconds(begin) : -1;
            return loads.stream()
                    .map(load -> new OrderTrial(guarantees, books, load.copies())
                            .judge(load, written.of(load), plan, settledAfter))
                    .toList();
        }
    }

    private List<ApplicationLoad> loads(String strategy, Cluster cluster, LedgerQueries books) {
        List<ApplicationLoad> loads = new ArrayList<>();
        for (Cluster.Application application : cluster.applications()) {
            String label =
                    plan.rig().applications() == 1 ? strategy : strategy + " of application " + (loads.size() + 1);
            loads.add(new ApplicationLoad(strategy, label, plan.subjects(), application, books));
        }
        return loads;
    }

    private LedgerQueries books(String strategy, Cluster cluster) {
        try {
            return new LedgerQueries(
                    cluster.postgres().dataSource(), StrategyServer.changes(strategy), StrategyServer.change(strategy));
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not answer; see its log in " + folder, e);
        }
    }

    /** What all applications share of their writing. */
    private record Load(int kills, double seconds) {

        OrderRun.Written of(ApplicationLoad load) {
            int acknowledged = load.acknowledged();
            return new OrderRun.Written(acknowledged, load.retried(), kills, seconds, acknowledged / seconds);
        }
    }

    /** All applications at once; the kills go by the first one's progress. */
    private Load write(String strategy, List<ApplicationLoad> loads, Cluster cluster) throws InterruptedException {
        int events = plan.events() * loads.size();
        int step = Math.max(1, events / STEPS_SHOWN);
        Progress progress = Progress.of(strategy, events / step);
        AtomicInteger all = new AtomicInteger();
        long begin = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(loads.size());
        Runnable kill = () -> cluster.killAndRestart(plan.rig().victim());
        try (Kills kills = new Kills(plan, kill)) {
            List<Future<Void>> writing = new ArrayList<>();
            for (ApplicationLoad load : loads) {
                boolean first = load == loads.get(0);
                writing.add(threads.submit(() -> load.write(plan.events(), done -> {
                    if (first) {
                        kills.after(done);
                    }
                    int sum = all.incrementAndGet();
                    if (sum % step == 0) {
                        progress.done(sum + " events written");
                    }
                })));
            }
            for (Future<Void> one : writing) {
                one.get();
            }
            double seconds = seconds(begin);
            return new Load(kills.await(), seconds);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean settled(LedgerQueries books, List<ApplicationLoad> loads) throws InterruptedException {
        int expected = loads.stream().mapToInt(ApplicationLoad::expected).sum();
        long deadline = System.nanoTime() + plan.settlesWithin().toNanos();
        int effects = effects(books, loads);
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
            effects = effects(books, loads);
        }
        return effects >= expected;
    }

    private static int effects(LedgerQueries books, List<ApplicationLoad> loads) {
        return loads.stream().mapToInt(load -> load.effects(books)).sum();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
