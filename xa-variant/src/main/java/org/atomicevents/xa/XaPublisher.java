package org.atomicevents.xa;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.broker.EventMessages;
import org.atomicevents.spi.PublishRules;

/**
 * Sends within the caller's JTA transaction; the transaction manager commits database and broker together, in one of the
 * ways of {@link Enlistment}, which depends on the data source.
 *
 * <ol>
 *   <li>A connection is taken from the data source and given back, so that the database is enlisted before the broker,
 *       even if the application has not used it yet: branches are committed in the order of their enlistment.
 *   <li>The message is sent through the XA connection factory, which enlists the broker.
 *   <li>At the caller's commit the broker's branch is prepared and so is the database's if it can be, the decision is logged,
 *       and both are committed.
 * </ol>
 *
 * <p>Thread-safe. A JVM that dies between prepare and commit leaves the prepared branches in doubt, until the transaction
 * manager's recovery ends them.
 */
public final class XaPublisher implements EventPublisher {

    private final PublishRules rules;
    private final DataSource database;
    private final ConnectionFactory factory;
    private final Destination destination;
    private final Guarantees guarantees;

    /**
     * @param database a JTA data source
     * @param factory one that enlists its sessions in the thread's JTA transaction
     * @param guarantees those of the data source's {@link Enlistment}
     */
    public XaPublisher(
            PublishRules rules,
            DataSource database,
            ConnectionFactory factory,
            Destination destination,
            Guarantees guarantees) {
        this.guarantees = Objects.requireNonNull(guarantees);
        this.rules = Objects.requireNonNull(rules);
        this.database = Objects.requireNonNull(database);
        this.factory = Objects.requireNonNull(factory);
        this.destination = Objects.requireNonNull(destination);
    }

    @Override
    public void publish(Event event) {
        rules.check(event);
        try {
            database.getConnection().close();
        } catch (SQLException e) {
            throw rules.refused(event, "database", e);
        }
        try (JMSContext context = factory.createContext()) {
            BytesMessage message = context.createBytesMessage();
            EventMessages.write(event, message, false);
            context.createProducer().send(destination, message);
        } catch (JMSException | JMSRuntimeException e) {
            throw rules.refused(event, "broker", e);
        }
    }

    @Override
    public Guarantees guarantees() {
        return guarantees;
    }
}
