package org.atomicevents.xa.container;

import com.arjuna.ats.arjuna.common.arjPropertyManager;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.container.ServerResources;
import org.atomicevents.container.Settings;
import org.atomicevents.operations.Vital;
import org.atomicevents.spi.StrategyProvider;
import org.atomicevents.xa.Enlistment;
import org.atomicevents.xa.XaProbe;
import org.atomicevents.xa.XaPublisher;
import org.atomicevents.xa.check.StartupChecks;
import org.atomicevents.xa.indoubt.InDoubt;
import org.atomicevents.xa.indoubt.XaVitals;

/** What the strategies have in common that differ only in how the data source takes part in the transaction. */
abstract class XaStrategy implements StrategyProvider {

    private static final System.Logger LOG = System.getLogger(XaStrategy.class.getName());

    @Inject
    ServerResources server;

    @Inject
    Settings settings;

    private volatile List<String> warnings = List.of();
    private volatile List<String> warningsOfTheModel;
    private StartupChecks checks;

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
    public Optional<String> refusal() {
        server.destination();
        XaProbe probe =
                new XaProbe(server.transactionManager(), server.dataSource(), server.xaConnectionFactory(), enlistment);
        checks = new StartupChecks(server.dataSource(), thisServer(), enlistment);
        Optional<String> refusal = probe.refusal().or(checks::refusal);
        if (refusal.isEmpty()) {
            warnings = said(checks.warnings());
        }
        return refusal;
    }

    @Override
    public List<Vital> vitals() {
        if (warningsOfTheModel == null) {
            // Asked for the first time, which is after the boot; before it the model cannot be read.
            warningsOfTheModel = said(checks.warningsOfTheModel());
        }
        List<String> all = new ArrayList<>(warnings);
        all.addAll(warningsOfTheModel);
        return XaVitals.of(new InDoubt(server.dataSource(), server.connectionFactory()).all(), all);
    }

    private List<String> said(List<String> found) {
        found.forEach(warning -> LOG.log(System.Logger.Level.WARNING, "Strategy " + id + ": " + warning));
        return found;
    }

    private StartupChecks.Server thisServer() {
        return new StartupChecks.Server(
                arjPropertyManager.getCoreEnvironmentBean().getNodeIdentifier(),
                Path.of(arjPropertyManager.getObjectStoreEnvironmentBean().getObjectStoreDir()),
                settings.names().datasource(),
                settings.names().xaConnectionFactory());
    }

    @Override
    public EventPublisher publisher() {
        return new XaPublisher(
                server.publishRules(),
                server.dataSource(),
                server.xaConnectionFactory(),
                server.destination(),
                guarantees);
    }
}
