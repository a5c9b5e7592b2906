package org.atomicevents.outbox.broker.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.Destination;
import org.atomicevents.broker.container.JmsResources;
import org.atomicevents.container.ServerResources;
import org.atomicevents.outbox.broker.WakeUpTopic;

/** The server's topics for wake-ups, under their configured names. Thread-safe. */
@ApplicationScoped
public class WakeUpTopics {

    @Inject
    ServerResources server;

    @Inject
    JmsResources jms;

    /**
     * @param key the configuration key that holds {@code name}
     * @throws IllegalStateException naming the key and the name, if nothing is bound there
     */
    public WakeUpTopic topic(String key, String name) {
        return new WakeUpTopic(jms.connectionFactory(), server.resource(key, name, Destination.class));
    }
}
