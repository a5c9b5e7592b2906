package org.atomicevents.dualwrite.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;
import org.atomicevents.Guarantees;
import org.atomicevents.broker.Brokers;
import org.atomicevents.broker.Sender;
import org.atomicevents.container.ServerResources;
import org.atomicevents.dualwrite.DualWritePublisher;
import org.atomicevents.dualwrite.store.MainDatabase;
import org.atomicevents.spi.Availability;
import org.atomicevents.spi.Configuration;
import org.atomicevents.spi.ConfiguredStrategy;
import org.atomicevents.spi.Refused;
import org.atomicevents.spi.StrategyProvider;

/** Offers {@code dual-write}. */
@ApplicationScoped
public class DualWrite implements StrategyProvider {

    private static final int CONNECTIONS = 16;

    @Inject
    ServerResources server;

    @Inject
    Brokers brokers;

    @Override
    public String id() {
        return "dual-write";
    }

    @Override
    public Guarantees guarantees() {
        return DualWritePublisher.GUARANTEES;
    }

    @Override
    public ConfiguredStrategy configure(Configuration configuration) {
        return this::open;
    }

    private Availability open() {
        try {
            Optional<MainDatabase> database = MainDatabase.of(server.dataSource(), server.shortTransactions());
            Sender sender = brokers.sender(CONNECTIONS);
            return new ReadySender(
                    new DualWritePublisher(server.publishRules(), server.registry(), database, sender), sender);
        } catch (SQLException e) {
            return new Refused(
                    "the database cannot be asked (" + e.getMessage() + ")", "see the log, and the data source");
        }
    }
}
