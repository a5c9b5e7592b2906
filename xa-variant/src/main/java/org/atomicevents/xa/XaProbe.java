package org.atomicevents.xa;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionImple;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.atomicevents.spi.Refused;
import org.atomicevents.xa.database.XaDatabase;

/**
 * The test whether data source and connection factory really take part in the transaction as needed: it uses both in one that is
 * rolled back. Configuration that only looks like XA loses events.
 */
public final class XaProbe {

    private final TransactionManager transactions;
    private final DataSource database;
    private final ConnectionFactory factory;
    private final Enlistment needed;

    /** @param needed the way in which the data source has to take part */
    public XaProbe(TransactionManager transactions, DataSource database, ConnectionFactory factory, Enlistment needed) {
        this.needed = Objects.requireNonNull(needed);
        this.transactions = Objects.requireNonNull(transactions);
        this.database = Objects.requireNonNull(database);
        this.factory = Objects.requireNonNull(factory);
    }

    /** The reason why XA cannot work here; empty if it can. Call without a transaction. */
    public Optional<Refused> refusal() {
        try {
            transactions.begin();
        } catch (Exception e) {
            return Optional.of(
                    new Refused("no transaction could be begun (" + e.getMessage() + ")", "see the server's log"));
        }
        try {
            Optional<Refused> refusal = databaseRefusal();
            return refusal.isPresent() ? refusal : brokerRefusal();
        } catch (Exception e) {
            return Optional.of(new Refused("the data source could not be examined", String.valueOf(e.getMessage())));
        } finally {
            rollBack();
        }
    }

    private Optional<Refused> databaseRefusal() throws Exception {
        try (Connection connection = database.getConnection()) {
            Optional<Refused> refusal = needed == Enlistment.TWO_PHASE
                    ? XaDatabase.of(connection).twoPhaseRefusal(connection)
                    : Optional.empty();
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        Enlistment found =
                Enlistment.of(TransactionImple.getTransaction().getResources().keySet());
        if (found == Enlistment.COMMIT_MARKABLE && !isReallyCommitMarkable()) {
            return Optional.of(new Refused(
                    "the data source is registered as a commit-markable resource, but the transaction manager takes it"
                            + " for a last resource",
                    "it reads that registration once; stop the server and start it again"));
        }
        return found == needed
                ? Optional.empty()
                : Optional.of(new Refused(
                        "the data source " + found.phrase(),
                        "this strategy needs one as %s in ear/src/main/cli makes it".formatted(needed.script())));
    }

    /** A transaction can have only one last resource; one that is commit-markable is none. */
    private boolean isReallyCommitMarkable() throws Exception {
        return transactions.getTransaction().enlistResource(new SecondLastResource());
    }

    private Optional<Refused> brokerRefusal() {
        try (JMSContext context = factory.createContext()) {
            if (context.getTransacted()) {
                return Optional.empty();
            }
            return Optional.of(new Refused(
                    "the connection factory does not enlist its sessions in the transaction",
                    "point atomicevents.jms.xa-connection-factory at a pooled factory with transaction=xa"));
        } catch (JMSRuntimeException brokerIsAway) {
            // Says nothing about the factory. The broker may come later, and publish() will tell if it does not.
            return Optional.empty();
        }
    }

    private void rollBack() {
        try {
            transactions.rollback();
        } catch (Exception e) {
            System.getLogger(XaProbe.class.getName())
                    .log(System.Logger.Level.DEBUG, "The probe's transaction could not be rolled back", e);
        }
    }
}
