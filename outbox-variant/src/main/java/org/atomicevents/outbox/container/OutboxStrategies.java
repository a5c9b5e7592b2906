package org.atomicevents.outbox.container;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.atomicevents.container.Settings;
import org.atomicevents.outbox.OutboxPublisher;
import org.atomicevents.spi.StrategyProvider;

/** The strategies of the family, one line each: the id, the guarantees, and the variation. */
@Dependent
class OutboxStrategies {

    private static final String POLLING = "outbox-polling";
    private static final String IMMEDIATE = "outbox-immediate";
    private static final String NOTIFY = "outbox-notify";
    private static final String TRIGGER = "outbox-trigger";

    private static final List<String> FAMILY = List.of(POLLING, IMMEDIATE, NOTIFY, TRIGGER);

    @Inject
    OutboxContext context;

    @Produces
    @Singleton
    StrategyProvider polling() {
        return new OutboxStrategy(POLLING, OutboxPublisher.POLLING, keys -> new Polling(), context);
    }

    @Produces
    @Singleton
    StrategyProvider immediate() {
        return new OutboxStrategy(IMMEDIATE, OutboxPublisher.IMMEDIATE, Immediate::read, context);
    }

    @Produces
    @Singleton
    StrategyProvider notified() {
        return new OutboxStrategy(NOTIFY, OutboxPublisher.NOTIFY, Notified::read, context);
    }

    @Produces
    @Singleton
    StrategyProvider triggered() {
        return new OutboxStrategy(TRIGGER, OutboxPublisher.TRIGGER, Triggered::read, context);
    }

    /**
     * The strategies of the family that this deployment does not offer, if {@code strategy} is the one that adopts their entries: the
     * default, or the first one offered. Otherwise none.
     */
    static List<String> orphans(Settings.Use use, String strategy) {
        List<String> offered = FAMILY.stream().filter(use::offers).toList();
        String heir = offered.contains(use.byDefault())
                ? use.byDefault()
                : offered.stream().findFirst().orElse("");
        return heir.equals(strategy)
                ? FAMILY.stream().filter(id -> !offered.contains(id)).toList()
                : List.of();
    }
}
