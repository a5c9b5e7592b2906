package org.atomicevents.xa;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.broker.CallBound;
import org.atomicevents.broker.EventMessages;
import org.atomicevents.spi.PublishRules;

/**
 * Sends within the caller's JTA transaction; the transaction manager commits database and broker together, in a way that the
 * data source decides: {@link Enlistment}.
 *
 * <ol>
 *   <li>A connection is taken from the data source and given back, so that the database is enlisted before the broker
 *       whatever the application did first: branches are committed in the order of their enlistment.
 *   <li>The message is sent through the XA connection factory, which enlists the broker.
 *   <li>At the caller's commit the broker's branch is prepared and so is the database's if it can be, the decision is logged,
 *       and both are committed.
 * </ol>
 *
 * <p>Thread-safe. A JVM that dies between prepare and commit leaves what is prepared in doubt, until the transaction manager's
 * recovery ends it.
 */
public final class XaPublisher implements EventPublisher {

    private final PublishRules rules;
    private final DataSource database;
    private final Broker broker;
    private final Guarantees guarantees;

    /**
     * How the broker is reached.
     *
     * @param factory one that enlists its sessions in the thread's JTA transaction
     * @param bound of each call
     */
    public record Broker(ConnectionFactory factory, Destination destination, CallBound bound) {}

    /**
     * @param database a JTA data source
     * @param guarantees which are those of the data source's {@link Enlistment}
     */
    public XaPublisher(PublishRules rules, DataSource database, Broker broker, Guarantees guarantees) {
        this.guarantees = Objects.requireNonNull(guarantees);
        this.rules = Objects.requireNonNull(rules);
        this.database = Objects.requireNonNull(database);
        this.broker = Objects.requireNonNull(broker);
    }

    @Override
    public void publish(Event event) {
        rules.check(event);
        try {
            database.getConnection().close();
        } catch (SQLException e) {
            throw rules.refused(event, "database", e);
        }
        try {
            broker.bound().call(1, () -> send(event));
        } catch (Exception e) {
            throw rules.refused(event, "broker", e);
        }
    }

    private Void send(Event event) throws JMSException {
        try (JMSContext context = broker.factory().createContext()) {
            BytesMessage message = context.createBytesMessage();
            EventMessages.write(event, message, false);
            context.createProducer().send(broker.destination(), message);
            return null;
        }
    }

    @Override
    public Guarantees guarantees() {
        return guarantees;
    }
}
