package org.atomicevents.container;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.atomicevents.EventPublisher;
import org.atomicevents.Strategies;
import org.atomicevents.Strategy;
import org.atomicevents.broker.BrokerProvider;
import org.atomicevents.broker.Brokers;
import org.atomicevents.broker.DeadLetterQueue;
import org.atomicevents.inbox.BlockingRetry;
import org.atomicevents.inbox.Inbox;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.Vital;
import org.atomicevents.operations.Vitals;
import org.atomicevents.spi.Configuration;
import org.atomicevents.spi.StrategyProvider;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The producers of everything that applications and strategies inject. */
@Dependent
class Publishers {

    @Inject
    Selection selection;

    @Resource
    ManagedScheduledExecutorService executor;

    @Produces
    @Singleton
    Configuration configuration() {
        Config config = ConfigProvider.getConfig();
        return new Configuration(
                key -> Optional.ofNullable(config.getConfigValue(key).getValue()));
    }

    @Produces
    @Singleton
    Settings settings(Configuration configuration) {
        return SettingsReader.read(configuration);
    }

    @Produces
    @Singleton
    ConfiguredStrategies strategies(@Any Instance<StrategyProvider> providers, Configuration configuration) {
        return ConfiguredStrategies.of(providers, configuration);
    }

    @Produces
    @Singleton
    Brokers brokers(@Any Instance<BrokerProvider> providers, Configuration configuration) {
        return BrokerChoice.of(providers, configuration);
    }

    @Produces
    @Singleton
    StrategyRegistry registry(ConfiguredStrategies strategies, Settings settings, ServerResources server)
            throws SystemException, InvalidTransactionException {
        // The first caller may have a transaction; the strategies are examined outside of it.
        TransactionManager transactions = server.transactionManager();
        Transaction callers = transactions.suspend();
        try {
            DatabaseWait database = server.databaseWait();
            database.untilAnswers();
            return new StrategyRegistry(
                    strategies, settings.use(), selection.required(), server::stopWaiting, database::despiteOutage);
        } finally {
            if (callers != null) {
                transactions.resume(callers);
            }
        }
    }

    /**
     * Also if the deployment fails before {@link Deployment} can end it: the next deployment needs the files and connections. Static,
     * because this class' resources are gone when the deployment has ended.
     */
    static void close(@Disposes StrategyRegistry registry) {
        registry.stop();
    }

    @Produces
    @ApplicationScoped
    EventPublisher configured(Strategies strategies, Settings settings) {
        return strategies.publisher(settings.use().byDefault());
    }

    @Produces
    @Strategy("")
    EventPublisher named(InjectionPoint point, Strategies strategies) {
        return Selection.id(point).map(strategies::publisher).orElseThrow();
    }

    @Produces
    @Singleton
    DeadLetterWatch deadLetters(Brokers brokers) {
        return new DeadLetterWatch(brokers.deadLetters(), brokers.destination(), executor);
    }

    @Produces
    @Singleton
    Operations operations(StrategyRegistry registry, DeadLetterWatch deadLetters) {
        return new AllOperations(registry.operations(), deadLetters.queue());
    }

    @Produces
    @Singleton
    Vitals vitals(StrategyRegistry registry, DeadLetterWatch deadLetters, Brokers brokers) {
        return () -> {
            SortedMap<String, List<Vital>> all = registry.vitals();
            put(all, Brokers.ID, brokers.vitals());
            put(all, DeadLetterQueue.ID, deadLetters.vitals());
            return all;
        };
    }

    @Produces
    @Singleton
    BlockingRetry retry(ServerResources server, Settings settings) {
        return new BlockingRetry(
                server.shortTransactions(), settings.inbox().waitForDatabase(), BlockingRetry.Waiting.ofTheJvm());
    }

    @Produces
    @Singleton
    Inbox inbox(ServerResources server) {
        return new Inbox(server.dataSource(), server.registry());
    }

    private static void put(SortedMap<String, List<Vital>> all, String id, List<Vital> vitals) {
        if (!vitals.isEmpty()) {
            all.put(id, vitals);
        }
    }
}
