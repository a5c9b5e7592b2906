package org.atomicevents.container;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.atomicevents.inbox.Inbox;
import org.atomicevents.jdbc.JoinedConnection;
import org.atomicevents.jdbc.ShortTransactions;

/**
 * The begin and the end of the deployment: tables, the check of the required strategies, relays, the watch of the dead letters, the
 * retention of the inbox.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Deployment {

    private static final System.Logger LOG = System.getLogger(Deployment.class.getName());
    private static final long BETWEEN_PURGES = TimeUnit.MINUTES.toMillis(1);
    private static final int FORGET_AT_ONCE = 1000;
    private static final int BATCHES_PER_PURGE = 100;

    @Inject
    Settings settings;

    @Inject
    ServerResources server;

    @Inject
    StrategyRegistry strategies;

    @Inject
    DeadLetterWatch deadLetters;

    @Inject
    Inbox inbox;

    @Resource
    TimerService timers;

    @PostConstruct
    void begin() {
        requireTransactions();
        try {
            inbox.install();
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The inbox table could not be created: let the data source's user create tables or create it yourself"
                            + " from META-INF/atomicevents/inbox.sql",
                    e);
        }
        timers.createIntervalTimer(BETWEEN_PURGES, BETWEEN_PURGES, new TimerConfig(null, false));
        strategies.start();
        deadLetters.start();
    }

    /** A strategy that announced what rolls back would look like all others, until somebody counted. */
    private void requireTransactions() {
        try {
            server.shortTransactions().call(connection -> {
                JoinedConnection.require(connection);
                return null;
            });
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "atomicevents.datasource = " + settings.datasource().jndiName() + ": " + e.getMessage(), e);
        }
    }

    @Timeout
    void purgeInbox() {
        ShortTransactions transactions = server.shortTransactions();
        try {
            int forgotten = FORGET_AT_ONCE;
            for (int batch = 0; batch < BATCHES_PER_PURGE && forgotten == FORGET_AT_ONCE; batch++) {
                forgotten = inbox.forget(transactions, settings.inbox().retention(), FORGET_AT_ONCE);
            }
        } catch (SQLException | IllegalStateException e) {
            LOG.log(System.Logger.Level.WARNING, "The inbox was not purged; it is tried again in a minute", e);
        }
    }

    @PreDestroy
    void end() {
        deadLetters.stop();
        strategies.stop();
    }
}
