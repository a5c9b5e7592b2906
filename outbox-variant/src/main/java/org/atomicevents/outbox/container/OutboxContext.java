package org.atomicevents.outbox.container;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import org.atomicevents.container.ServerResources;
import org.atomicevents.container.Settings;
import org.atomicevents.spi.Configuration;

/** What the strategies of the family share: the server, the settings, and under which name this server claims. */
@ApplicationScoped
public class OutboxContext {

    private static final int LONGEST_NODE_NAME = 60;

    @Inject
    ServerResources server;

    @Inject
    Settings settings;

    @Resource
    ManagedScheduledExecutorService executor;

    private final String owner = node() + "/" + UUID.randomUUID();
    private boolean relaysHere;
    private Duration turnWait;

    /** Every strategy lets it read; the answers are the same. */
    public void configure(Configuration configuration) {
        relaysHere = configuration.flag("atomicevents.outbox.relay", true);
        turnWait = configuration.duration(
                "atomicevents.outbox.turn-wait", "PT10S", Duration.ofMillis(10), Duration.ofHours(1));
    }

    public ServerResources server() {
        return server;
    }

    public Settings settings() {
        return settings;
    }

    public ScheduledExecutorService executor() {
        return executor;
    }

    public boolean relaysHere() {
        return relaysHere;
    }

    public Duration turnWait() {
        return turnWait;
    }

    /** Unique per start, so that nobody settles for its predecessor. */
    public String owner() {
        return owner;
    }

    private static String node() {
        String node = System.getProperty("jboss.node.name", "node");
        return node.substring(0, Math.min(node.length(), LONGEST_NODE_NAME));
    }
}
