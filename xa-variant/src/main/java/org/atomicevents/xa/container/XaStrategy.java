package org.atomicevents.xa.container;

import com.arjuna.ats.arjuna.common.arjPropertyManager;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.atomicevents.Guarantees;
import org.atomicevents.broker.CallBound;
import org.atomicevents.broker.container.JmsResources;
import org.atomicevents.container.ServerResources;
import org.atomicevents.container.Settings;
import org.atomicevents.spi.Availability;
import org.atomicevents.spi.Configuration;
import org.atomicevents.spi.ConfiguredStrategy;
import org.atomicevents.spi.Refused;
import org.atomicevents.spi.StrategyProvider;
import org.atomicevents.xa.Enlistment;
import org.atomicevents.xa.XaProbe;
import org.atomicevents.xa.XaPublisher;
import org.atomicevents.xa.check.StartupChecks;
import org.atomicevents.xa.indoubt.InDoubt;

/** The base of the strategies that differ only in how the data source takes part in the transaction. */
abstract class XaStrategy implements StrategyProvider {

    private static final System.Logger LOG = System.getLogger(XaStrategy.class.getName());

    @Inject
    ServerResources server;

    @Inject
    JmsResources jms;

    @Inject
    Settings settings;

    @Inject
    CallBound bound;

    private final String id;
    private final Enlistment enlistment;
    private final Guarantees guarantees;

    XaStrategy(String id, Enlistment enlistment, Guarantees guarantees) {
        this.id = id;
        this.enlistment = enlistment;
        this.guarantees = guarantees;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Guarantees guarantees() {
        return guarantees;
    }

    @Override
    public ConfiguredStrategy configure(Configuration configuration) {
        return this::open;
    }

    private Availability open() {
        jms.destination();
        XaProbe probe =
                new XaProbe(server.transactionManager(), server.dataSource(), jms.xaConnectionFactory(), enlistment);
        StartupChecks checks = new StartupChecks(server.dataSource(), thisServer(), enlistment);
        Optional<Refused> refusal = probe.refusal().or(checks::registerNode).or(this::installTables);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        List<String> warnings = logged(checks.warnings());
        return new ReadyXa(
                publisher(),
                () -> new InDoubt(server.dataSource(), jms.connectionFactory(), bound),
                warnings,
                new ReadOnce<>(() -> logged(checks.warningsOfTheModel())));
    }

    /** Creates the tables that only this strategy needs; the reason if they cannot be created. */
    Optional<Refused> installTables() {
        return Optional.empty();
    }

    private List<String> logged(List<String> warnings) {
        warnings.forEach(warning -> LOG.log(System.Logger.Level.WARNING, "Strategy " + id + ": " + warning));
        return warnings;
    }

    private StartupChecks.Server thisServer() {
        return new StartupChecks.Server(
                arjPropertyManager.getCoreEnvironmentBean().getNodeIdentifier(),
                Path.of(arjPropertyManager.getObjectStoreEnvironmentBean().getObjectStoreDir()),
                settings.datasource().jndiName(),
                jms.xaConnectionFactoryName());
    }

    private XaPublisher publisher() {
        return new XaPublisher(
                server.publishRules(),
                server.dataSource(),
                new XaPublisher.Broker(jms.xaConnectionFactory(), jms.destination(), bound),
                guarantees);
    }
}
