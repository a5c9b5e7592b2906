package org.atomicevents.broker.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.atomicevents.broker.BrokerProvider;
import org.atomicevents.broker.Brokers;
import org.atomicevents.broker.CallBound;
import org.atomicevents.broker.JmsBrokers;
import org.atomicevents.spi.Configuration;

/** Offers the broker that the server's JMS resources lead to; the default. */
@ApplicationScoped
public class JmsBrokerProvider implements BrokerProvider {

    @Inject
    JmsResources resources;

    @Inject
    CallBound bound;

    @Override
    public String id() {
        return "jms";
    }

    @Override
    public Brokers configure(Configuration configuration) {
        String name = JmsSettings.read(configuration).destination();
        return new JmsBrokers(
                name, resources::connectionFactory, resources::destination, resources::deadLetters, bound);
    }
}
