package org.atomicevents.outbox.container;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.atomicevents.outbox.OutboxPublisher;
import org.atomicevents.spi.StrategyProvider;

/** The strategies of the family, one line each: the id, the guarantees, and the variation. */
@Dependent
class OutboxStrategies {

    @Inject
    OutboxContext context;

    @Produces
    @Singleton
    StrategyProvider polling() {
        return new OutboxStrategy("outbox-polling", OutboxPublisher.POLLING, keys -> new Polling(), context);
    }

    @Produces
    @Singleton
    StrategyProvider immediate() {
        return new OutboxStrategy("outbox-immediate", OutboxPublisher.IMMEDIATE, Immediate::read, context);
    }

    @Produces
    @Singleton
    StrategyProvider notified() {
        return new OutboxStrategy("outbox-notify", OutboxPublisher.NOTIFY, Notified::read, context);
    }

    @Produces
    @Singleton
    StrategyProvider triggered() {
        return new OutboxStrategy("outbox-trigger", OutboxPublisher.TRIGGER, Triggered::read, context);
    }
}
