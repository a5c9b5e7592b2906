package org.atomicevents.xa.indoubt;

import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.arjuna.common.recoveryPropertyManager;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XAJMSContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.atomicevents.broker.BrokerException;
import org.atomicevents.broker.CallBound;
import org.atomicevents.operations.InDoubtBranch;
import org.atomicevents.operations.InDoubtBranch.Resolution;
import org.atomicevents.operations.InDoubtBranch.Resource;
import org.atomicevents.operations.InDoubtBranches;
import org.atomicevents.xa.database.BranchName;
import org.atomicevents.xa.database.XaDatabase;

/**
 * The prepared branches of the database and of the broker, joined with the knowledge of this server's transaction manager.
 * Thread-safe.
 */
public final class InDoubt implements InDoubtBranches {

    private final DataSource database;
    private final ConnectionFactory broker;
    private final CallBound bound;
    private final InDoubtClassifier classifier;

    /**
     * @param database asked outside any transaction, for the transactions that its user may see
     * @param broker one outside JTA; asked only if it can make XA connections
     * @param bound of each question to the broker
     */
    public InDoubt(DataSource database, ConnectionFactory broker, CallBound bound) {
        this(database, broker, bound, new InDoubtClassifier(nodeIdentifier(), new TransactionLog(), times()));
    }

    InDoubt(DataSource database, ConnectionFactory broker, CallBound bound, InDoubtClassifier classifier) {
        this.database = Objects.requireNonNull(database);
        this.broker = Objects.requireNonNull(broker);
        this.bound = Objects.requireNonNull(bound);
        this.classifier = Objects.requireNonNull(classifier);
    }

    @Override
    public List<InDoubtBranch> all() {
        List<InDoubtBranch> all = new ArrayList<>(inTheDatabase());
        all.addAll(atTheBroker());
        all.sort(Comparator.comparingDouble(InDoubtBranch::ageSeconds).reversed());
        return List.copyOf(all);
    }

    private List<InDoubtBranch> inTheDatabase() {
        try (Connection connection = database.getConnection()) {
            return XaDatabase.of(connection).prepared(connection).stream()
                    .map(prepared -> classifier.classify(branch(prepared), prepared.now()))
                    .toList();
        } catch (SQLException e) {
            throw new IllegalStateException("The database cannot say what is prepared there", e);
        }
    }

    private static InDoubtClassifier.Prepared branch(XaDatabase.Prepared prepared) {
        return new InDoubtClassifier.Prepared(
                Resource.DATABASE, prepared.gid(), prepared.branch(), prepared.preparedAt(), prepared.rollback());
    }

    private List<InDoubtBranch> atTheBroker() {
        if (!(broker instanceof XAConnectionFactory factory)) {
            return List.of(unasked("its connection factory makes no XA connections"));
        }
        try {
            List<InDoubtBranch> found = new ArrayList<>();
            for (Xid xid : bound.call(1, () -> prepared(factory))) {
                found.add(classifier.classify(branch(BranchName.of(xid)), Instant.now()));
            }
            return found;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            return List.of(unasked(e.getMessage()));
        }
    }

    private static Xid[] prepared(XAConnectionFactory factory) throws BrokerException, XAException {
        try (XAJMSContext context = factory.createXAContext()) {
            Xid[] xids = context.getXAResource().recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN);
            return xids == null ? new Xid[0] : xids;
        } catch (JMSRuntimeException e) {
            throw new BrokerException(e);
        }
    }

    /** The broker does not tell the time of prepare, so the begin of the transaction, a little earlier, stands for it. */
    private static InDoubtClassifier.Prepared branch(BranchName name) {
        Instant since = name.isNarayana() ? name.began() : Instant.now();
        String command = "rollbackPreparedTransaction(\"%s\") of the broker's server control".formatted(name.base64());
        return new InDoubtClassifier.Prepared(Resource.BROKER, name.hex(), Optional.of(name), since, command);
    }

    private static InDoubtBranch unasked(String why) {
        return new InDoubtBranch(
                Resource.BROKER,
                null,
                null,
                null,
                Double.NaN,
                Resolution.IN_PROGRESS,
                "the broker could not be asked: " + why,
                null);
    }

    private static String nodeIdentifier() {
        return arjPropertyManager.getCoreEnvironmentBean().getNodeIdentifier();
    }

    private static InDoubtClassifier.RecoveryTimes times() {
        var recovery = recoveryPropertyManager.getRecoveryEnvironmentBean();
        Duration cycle = Duration.ofSeconds(recovery.getPeriodicRecoveryPeriod() + recovery.getRecoveryBackoffPeriod());
        return new InDoubtClassifier.RecoveryTimes(
                cycle,
                Duration.ofMillis(jtaPropertyManager.getJTAEnvironmentBean().getOrphanSafetyInterval()));
    }
}
