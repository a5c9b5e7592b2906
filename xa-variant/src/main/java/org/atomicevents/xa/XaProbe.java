package org.atomicevents.xa;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionImple;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.atomicevents.spi.Refused;
import org.atomicevents.xa.database.XaDatabase;

/**
 * Finds out whether data source and connection factory really take part in two-phase commit, by using both in a
 * transaction that is rolled back. A configuration that only looks like XA loses events.
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
            return Optional.of(new Refused(
                    "the data source could not be examined (" + e.getMessage() + ")", "see the server's log"));
        } finally {
            rollBack();
        }
    }

    private Optional<Refused> databaseRefusal() throws Exception {
        try (Connection connection = database.getConnection()) {
            if (needed == Enlistment.TWO_PHASE && preparesNothing(connection)) {
                return Optional.of(
                        new Refused(
                                "PostgreSQL has max_prepared_transactions = 0",
                                "set it in postgresql.conf to at least the size of the connection pool and restart the database"));
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

    /** Whether the transaction accepts a last resource: it can have only one, and a commit-markable resource does not count as one. */
    private boolean isReallyCommitMarkable() throws Exception {
        return transactions.getTransaction().enlistResource(new SecondLastResource());
    }

    private static boolean preparesNothing(Connection connection) throws SQLException {
        return XaDatabase.of(connection).maxPreparedTransactions(connection).orElse(Integer.MAX_VALUE) == 0;
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
            // No evidence against the factory. The broker may come later, and if it does not, publish() is refused.
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
