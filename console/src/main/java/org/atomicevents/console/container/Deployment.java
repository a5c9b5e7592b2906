package org.atomicevents.console.container;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.atomicevents.Strategies;
import org.atomicevents.console.audit.store.AuditStore;
import org.atomicevents.console.health.HealthBoard;
import org.atomicevents.console.vitals.Reading;
import org.atomicevents.console.vitals.RecentVitals;
import org.atomicevents.console.vitals.ServerHealth;
import org.atomicevents.container.ServerResources;

/** Checks the settings and creates the audit's table at deployment; then purges the audit and reads the vitals by timers. */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Deployment {

    private static final System.Logger LOG = System.getLogger(Deployment.class.getName());
    private static final String PURGE = "purge";
    private static final String READ_VITALS = "read vitals";
    private static final long BETWEEN_PURGES = TimeUnit.MINUTES.toMillis(10);
    private static final long BETWEEN_READINGS = TimeUnit.SECONDS.toMillis(10);
    private static final int PURGE_BATCH = 1000;
    private static final int BATCHES_PER_PURGE = 100;

    @Inject
    ConsoleSettings settings;

    @Inject
    ServerResources server;

    @Inject
    AuditStore audit;

    @Inject
    RecentVitals vitals;

    @Inject
    Event<Reading> readings;

    @Inject
    Strategies strategies;

    @Resource
    TimerService timers;

    @PostConstruct
    void begin() {
        try {
            AuditStore.install(server.dataSource());
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The table console_audit could not be created: let the data source's user create tables or create it"
                            + " yourself from META-INF/atomicevents/console-audit.sql",
                    e);
        }
        timers.createIntervalTimer(0, BETWEEN_READINGS, new TimerConfig(READ_VITALS, false));
        HealthBoard.connect(this::health);
        timers.createIntervalTimer(BETWEEN_PURGES, BETWEEN_PURGES, new TimerConfig(PURGE, false));
    }

    @Timeout
    void run(Timer timer) {
        if (PURGE.equals(timer.getInfo())) {
            purge();
        } else {
            readings.fire(vitals.now());
        }
    }

    @PreDestroy
    void end() {
        HealthBoard.disconnect();
    }

    /** Called by the server's health checks, not through the bean's proxy. */
    private HealthBoard.Health health() {
        String defaultStrategy = strategies.all().stream()
                .filter(Strategies.Offer::isDefault)
                .map(Strategies.Offer::id)
                .findFirst()
                .orElse("");
        ServerHealth health =
                ServerHealth.of(vitals.now(), defaultStrategy, settings.watch().deadAfter());
        return new HealthBoard.Health(health.ready(), health.alive(), health.remarks());
    }

    private void purge() {
        try {
            int forgotten = PURGE_BATCH;
            for (int batch = 0; batch < BATCHES_PER_PURGE && forgotten == PURGE_BATCH; batch++) {
                forgotten = audit.forget(settings.auditRetention(), settings.auditMaxRows(), PURGE_BATCH);
            }
        } catch (SQLException | IllegalStateException e) {
            LOG.log(System.Logger.Level.WARNING, "The audit was not purged; it is tried again in ten minutes", e);
        }
    }
}
