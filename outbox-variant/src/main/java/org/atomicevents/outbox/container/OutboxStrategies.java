package org.atomicevents.outbox.container;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.atomicevents.outbox.OutboxPublisher;
import org.atomicevents.spi.StrategyProvider;

/** The outbox strategies, one line each: an id, what it promises, and how it records and moves events. */
@Dependent
class OutboxStrategies {

    @Inject
    OutboxContext surroundings;

    @Produces
    @Singleton
    StrategyProvider polling() {
        return new OutboxStrategy("outbox-polling", OutboxPublisher.POLLING, new Polling(), surroundings);
    }

    @Produces
    @Singleton
    StrategyProvider immediate() {
        return new OutboxStrategy("outbox-immediate", OutboxPublisher.IMMEDIATE, new Immediate(), surroundings);
    }

    @Produces
    @Singleton
    StrategyProvider notified() {
        return new OutboxStrategy("outbox-notify", OutboxPublisher.NOTIFY, new Notified(), surroundings);
    }

    @Produces
    @Singleton
    StrategyProvider triggered() {
        String id = "outbox-trigger";
        return new OutboxStrategy(id, OutboxPublisher.TRIGGER, new Triggered(id), surroundings);
    }
}
