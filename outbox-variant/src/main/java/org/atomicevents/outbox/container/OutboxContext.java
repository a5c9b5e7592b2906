package org.atomicevents.outbox.container;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.atomicevents.broker.Brokers;
import org.atomicevents.container.ServerResources;
import org.atomicevents.container.Settings;
import org.atomicevents.outbox.broker.WakeUpTopic;
import org.atomicevents.outbox.broker.container.WakeUpTopics;

/** The server and the deployment, as the strategies of the family use them. Thread-safe. */
@ApplicationScoped
public class OutboxContext {

    @Inject
    ServerResources server;

    @Inject
    Settings settings;

    @Inject
    Brokers brokers;

    @Inject
    WakeUpTopics topics;

    @Resource
    ManagedScheduledExecutorService executor;

    public ServerResources server() {
        return server;
    }

    public Settings.Outbox settings() {
        return settings.outbox();
    }

    /** The strategies of the family whose entries become those of {@code strategy}: see {@link OutboxStrategies#orphans}. */
    List<String> orphans(String strategy) {
        return OutboxStrategies.orphans(settings.use(), strategy);
    }

    public Brokers brokers() {
        return brokers;
    }

    public ScheduledExecutorService executor() {
        return executor;
    }

    /** @throws IllegalStateException naming the key and the name, if nothing is bound there */
    public WakeUpTopic wakeUpTopic(String key, String name) {
        return topics.topic(key, name);
    }
}
