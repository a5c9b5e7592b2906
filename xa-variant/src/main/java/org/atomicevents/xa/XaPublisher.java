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
 * Sends within the caller's JTA transaction; the transaction manager commits database and broker together.
 *
 * <ol>
 *   <li>A connection is taken from the data source and given back, so that the database is enlisted before the broker
 *       whatever the application did first: branches are committed in the order of their enlistment.
 *   <li>The message is sent through the XA connection factory, which enlists the broker.
 *   <li>At the caller's commit both branches are prepared, the decision is logged, and both are committed.
 * </ol>
 *
 * <p>Thread-safe. A JVM that dies between prepare and commit leaves both branches in doubt, the database's with its locks,
 * until the transaction manager's recovery ends them.
 */
public final class XaPublisher implements EventPublisher {

    /**
     * What this strategy promises; known without an instance. The two commits are atomic but not isolated: when the
     * database does not answer the commit, the transaction manager goes on to the broker, and a consumer may run before
     * the row is visible. Order per subject is not promised: the database commits first and frees the row, so the next
     * change of the same subject may reach the broker before this one, most of all while this one is in doubt.
     */
    public static final Guarantees GUARANTEES = new Guarantees(
            false,
            false,
            true,
            false,
            false,
            true,
            "the transaction log is lost while a transaction is in doubt",
            "the transaction manager's recovery (its period and backoff)");

    private final PublishRules rules;
    private final DataSource database;
    private final ConnectionFactory factory;
    private final Destination destination;

    /**
     * @param database a JTA data source over an XA driver
     * @param factory one that enlists its sessions in the thread's JTA transaction
     */
    public XaPublisher(PublishRules rules, DataSource database, ConnectionFactory factory, Destination destination) {
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
        return GUARANTEES;
    }
}
