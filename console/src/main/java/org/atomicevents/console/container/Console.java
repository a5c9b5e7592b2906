package org.atomicevents.console.container;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.atomicevents.console.audit.AuditedAction;
import org.atomicevents.console.audit.AuditedOperations;
import org.atomicevents.console.audit.store.AuditStore;
import org.atomicevents.console.vitals.RecentVitals;
import org.atomicevents.container.ServerResources;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.Vitals;
import org.atomicevents.spi.Configuration;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The producer of this module's parts, from the resources of the server and the strategies. */
@ApplicationScoped
public class Console {

    @Inject
    ServerResources server;

    @Resource
    ManagedExecutorService executor;

    @Inject
    Event<AuditedAction> auditedActions;

    @Produces
    @Singleton
    ConsoleSettings settings() {
        Config config = ConfigProvider.getConfig();
        var configuration = new Configuration(
                key -> Optional.ofNullable(config.getConfigValue(key).getValue()));
        ConsoleSettings settings = ConsoleSettings.read(configuration);
        configuration.verify(config.getPropertyNames());
        return settings;
    }

    @Produces
    @Singleton
    AuditStore auditStore() {
        return new AuditStore(server.shortTransactions());
    }

    @Produces
    @Singleton
    AuditedOperations auditedOperations(AuditStore audit, Operations operations) {
        return new AuditedOperations(audit, operations, auditedActions::fire, Clock.systemUTC());
    }

    @Produces
    @Singleton
    RecentVitals recentVitals(Vitals vitals, ConsoleSettings settings) {
        return new RecentVitals(
                vitals,
                executor,
                Clock.systemUTC(),
                settings.watch().maxAge(),
                settings.watch().timeout());
    }
}
