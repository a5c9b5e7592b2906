package org.atomicevents.tailing.container;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.atomicevents.container.ServerResources;
import org.atomicevents.container.Settings;
import org.atomicevents.spi.Configuration;
import org.atomicevents.tailing.store.Requirements;

/** Drops slot and publication of the strategies that {@code atomicevents.tailing.remove} names, when the deployment begins. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SlotRemoval {

    private static final System.Logger LOG = System.getLogger(SlotRemoval.class.getName());

    @Inject
    ServerResources server;

    @Inject
    Settings settings;

    @Inject
    Configuration configuration;

    @Inject
    Slots slots;

    @PostConstruct
    void begin() {
        TailingSettings tailing = TailingSettings.read(configuration);
        for (String strategy : tailing.remove()) {
            if (settings.use().byDefault().equals(strategy)
                    || settings.use().offered().contains(strategy)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "atomicevents.tailing.remove names {0}, which is offered: nothing was removed",
                        strategy);
            } else {
                remove(tailing, strategy);
            }
        }
    }

    private void remove(TailingSettings tailing, String strategy) {
        try {
            if (Requirements.unreadable(server.dataSource()).isEmpty()) {
                slots.slot(tailing, strategy).remove();
                LOG.log(System.Logger.Level.INFO, "Slot and publication of {0} are removed", strategy);
            }
        } catch (SQLException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "Slot and publication of " + strategy + " could not be removed: stop its reader on every server and"
                            + " deploy again",
                    e);
        }
    }
}
