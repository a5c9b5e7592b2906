package org.atomicevents.eventsourcing.container;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.atomicevents.container.ServerResources;
import org.atomicevents.eventsourcing.store.EventStore;
import org.atomicevents.eventsourcing.stream.EventSourcingPublisher;
import org.atomicevents.jdbc.Database;
import org.atomicevents.relay.PassResult;
import org.atomicevents.relay.FailureLog;
import org.atomicevents.relay.PollDelay;
import org.atomicevents.relay.PollLoop;
import org.atomicevents.relay.RetryPolicy;
import org.atomicevents.spi.Configuration;

/** The server, the keys below {@code atomicevents.event-sourcing.}, and under which name this server claims. */
@ApplicationScoped
public class EventSourcingContext {

    private static final System.Logger LOG = System.getLogger(EventSourcingContext.class.getName());
    private static final String GROUP = "atomicevents.event-sourcing.";
    private static final int LONGEST_NODE_NAME = 60;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    @Inject
    ServerResources server;

    @Resource
    ManagedScheduledExecutorService executor;

    private final String owner = node() + "/" + UUID.randomUUID();
    private Settings settings;
    private boolean relaysHere;
    private boolean projectsHere;
    private volatile Database dialect;

    /**
     * @param pollPeriod how long an idle relay or projection waits
     * @param batchSize events per pass
     * @param claimFor how long a relay may hold the checkpoint, on the database's clock
     * @param snapshotEvery events between two snapshots of a stream
     */
    public record Settings(
            Duration pollPeriod, int batchSize, Duration claimFor, int snapshotEvery, Attempts attempts) {}

    public record Attempts(Duration first, Duration max, int limit) {}

    public void configure(Configuration from) {
        settings = new Settings(
                from.duration(GROUP + "poll-period", "PT0.5S", Duration.ofMillis(10), HOUR),
                from.number(GROUP + "batch-size", 500, 1, 10_000),
                from.duration(GROUP + "claim-for", "PT30S", Duration.ofSeconds(1), HOUR),
                from.number(GROUP + "snapshot-every", 100, 1, 1_000_000),
                attempts(from));
        relaysHere = from.flag(GROUP + "relay", true);
        projectsHere = from.flag(GROUP + "projections", true);
    }

    private static Attempts attempts(Configuration from) {
        Duration first = from.duration(GROUP + "retry-first", "PT0.2S", MILLISECOND, HOUR);
        Duration max = from.duration(GROUP + "retry-max", "PT1M", MILLISECOND, Duration.ofDays(1));
        if (max.compareTo(first) < 0) {
            from.refuse("%sretry-max = %s is shorter than %sretry-first = %s".formatted(GROUP, max, GROUP, first));
        }
        return new Attempts(first, max, from.number(GROUP + "max-attempts", 10, 1, 1000));
    }

    public Settings settings() {
        return settings;
    }

    /** Whether this server's relay runs; another one's may. */
    public boolean relaysHere() {
        return relaysHere;
    }

    /** Whether projections are fed by this server; another one may feed them. */
    public boolean projectsHere() {
        return projectsHere;
    }

    public ServerResources server() {
        return server;
    }

    /** Unique per start, so that nobody settles for its predecessor. */
    public String owner() {
        return owner;
    }

    /** Creates the tables; outside any transaction. */
    public void install() throws SQLException {
        DataSource database = server.dataSource();
        Database found = Database.of(database);
        EventStore.install(database, found);
        dialect = found;
    }

    /** @throws IllegalStateException if the tables are not there, because the strategy is not offered */
    public EventStore store() {
        if (dialect == null) {
            throw new IllegalStateException("There is no event store, because this deployment does not offer strategy '"
                    + EventSourcingPublisher.ID
                    + "': add it to atomicevents.strategies, or read in the log why it is not available");
        }
        return new EventStore(server.dataSource(), dialect, server.publishRules());
    }

    public int isolation() throws SQLException {
        try (Connection connection = server.dataSource().getConnection()) {
            return connection.getTransactionIsolation();
        }
    }

    public RetryPolicy retry() {
        Attempts attempts = settings.attempts();
        return new RetryPolicy(attempts.first(), attempts.max(), attempts.limit(), EventSourcingContext::random);
    }

    /**
     * Passes on the server's threads; not started yet.
     *
     * @param who for the log, such as "The relay of event-sourcing"
     */
    public PollLoop pollLoop(String who, PollLoop.Pass passes) {
        PollDelay pollDelay =
                new PollDelay(settings.pollPeriod(), settings.attempts().max(), EventSourcingContext::random);
        FailureLog failures = new FailureLog(LOG, who + " failed and tries again");
        return new PollLoop(() -> told(failures, who, passes.pass()), pollDelay, failures, executor);
    }

    private static PassResult told(FailureLog failures, String who, PassResult ended) {
        if (ended == PassResult.UNREACHABLE) {
            failures.failed(who + " makes no progress and tries again");
        } else if (ended != PassResult.CONTENDED) {
            failures.recovered(who + " is at work again");
        }
        return ended;
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    private static String node() {
        String node = System.getProperty("jboss.node.name", "node");
        return node.substring(0, Math.min(node.length(), LONGEST_NODE_NAME));
    }
}
