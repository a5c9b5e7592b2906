package org.atomicevents.broker.container;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.Queue;
import java.util.Optional;
import org.atomicevents.broker.CallBound;
import org.atomicevents.container.ServerResources;
import org.atomicevents.spi.Configuration;

/**
 * The server's JMS resources under their configured names, for code that is about JMS itself: XA and the wake-up topic.
 *
 * <p>Thread-safe. Each method throws {@link IllegalStateException} naming the key and the name if nothing is bound there.
 */
@ApplicationScoped
public class JmsResources {

    private static final System.Logger LOG = System.getLogger(JmsResources.class.getName());

    @Resource
    ManagedScheduledExecutorService executor;

    @Inject
    ServerResources server;

    @Inject
    JmsSettings settings;

    @Produces
    @Singleton
    static JmsSettings settings(Configuration configuration) {
        return JmsSettings.read(configuration);
    }

    @Produces
    @Singleton
    CallBound callBound(JmsSettings configured) {
        return new CallBound(configured.callTimeout(), executor);
    }

    /** Static, because this class' resources are gone when the deployment has ended. */
    static void close(@Disposes CallBound bound) {
        bound.close();
    }

    /** The plain factory, for connections outside JTA. */
    public ConnectionFactory connectionFactory() {
        return server.resource(JmsSettings.CONNECTION_FACTORY, settings.connectionFactory(), ConnectionFactory.class);
    }

    /** The factory that enlists in JTA transactions. */
    public ConnectionFactory xaConnectionFactory() {
        return server.resource(
                JmsSettings.XA_CONNECTION_FACTORY, settings.xaConnectionFactory(), ConnectionFactory.class);
    }

    /** The JNDI name of {@link #xaConnectionFactory()}. */
    public String xaConnectionFactoryName() {
        return settings.xaConnectionFactory();
    }

    public Destination destination() {
        return server.resource(JmsSettings.DESTINATION, settings.destination(), Destination.class);
    }

    /** The queue of what consumers refused; empty if there shall be none, or if none is bound, which is a warning. */
    public Optional<Queue> deadLetters() {
        if (settings.deadLetters().equals(JmsSettings.NONE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(server.resource(JmsSettings.DEAD_LETTERS, settings.deadLetters(), Queue.class));
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.WARNING, "Nobody watches the dead letters: {0}", e.getMessage());
            return Optional.empty();
        }
    }
}
