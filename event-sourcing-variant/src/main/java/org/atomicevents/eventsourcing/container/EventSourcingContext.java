package org.atomicevents.eventsourcing.container;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.atomicevents.broker.Brokers;
import org.atomicevents.container.ServerResources;
import org.atomicevents.relay.FailureLog;
import org.atomicevents.relay.PassResult;
import org.atomicevents.relay.PollDelay;
import org.atomicevents.relay.PollLoop;

/** The server, as the beans of this module share it. Thread-safe. */
@ApplicationScoped
public class EventSourcingContext {

    private static final System.Logger LOG = System.getLogger(EventSourcingContext.class.getName());

    @Inject
    ServerResources server;

    @Inject
    Brokers brokers;

    @Resource
    ManagedScheduledExecutorService executor;

    ServerResources server() {
        return server;
    }

    Brokers brokers() {
        return brokers;
    }

    /**
     * A loop of passes on the server's threads; not started yet.
     *
     * @param name its name in the log, such as "The relay of event-sourcing"
     */
    PollLoop pollLoop(String name, EventSourcingSettings settings, PollLoop.Pass pass) {
        PollDelay delay = new PollDelay(settings.pollPeriod(), settings.retry().max(), server.random());
        FailureLog failures = new FailureLog(LOG, name + " failed and tries again");
        return new PollLoop(() -> logged(failures, name, pass.make()), delay, failures, executor);
    }

    private static PassResult logged(FailureLog failures, String name, PassResult result) {
        if (result == PassResult.UNREACHABLE) {
            failures.failed(name + " makes no progress and tries again");
        } else if (result != PassResult.CONTENDED) {
            failures.recovered(name + " is at work again");
        }
        return result;
    }
}
