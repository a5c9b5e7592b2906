package org.atomicevents.eventsourcing.container;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledExecutorService;
import org.atomicevents.broker.Brokers;
import org.atomicevents.container.ServerResources;

/** The server, as the strategy uses it. Thread-safe. */
@ApplicationScoped
public class EventSourcingContext {

    @Inject
    ServerResources server;

    @Inject
    Brokers brokers;

    @Resource
    ManagedScheduledExecutorService executor;

    public ServerResources server() {
        return server;
    }

    public Brokers brokers() {
        return brokers;
    }

    public ScheduledExecutorService executor() {
        return executor;
    }
}
