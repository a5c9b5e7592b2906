package org.atomicevents.harness.bench;

import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import jakarta.transaction.TransactionManager;
import java.sql.SQLException;
import javax.transaction.xa.XAResource;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/** One thread's own XA connections to the database and to the broker, enlisted by hand. */
@State(Scope.Thread)
public class XaThread {

    TransactionManager manager;
    XAResource databaseBranch;
    Statements statements;
    XAResource brokerBranch;
    XASession session;
    MessageProducer producer;
    Products products;

    private javax.sql.XAConnection database;
    private XAConnection broker;

    @Setup(Level.Trial)
    public void open(CleanSlate stage, Coordinator coordinator) throws SQLException, JMSException {
        manager = coordinator.transactions.manager();
        database = stage.tables.xaDataSource().getXAConnection();
        databaseBranch = database.getXAResource();
        statements = new Statements(database.getConnection());
        broker = stage.queue.xaConnectionFactory().createXAConnection();
        session = broker.createXASession();
        brokerBranch = session.getXAResource();
        producer = session.createProducer(stage.queue.destination(session));
    }

    @Setup(Level.Iteration)
    public void restart(CleanSlate stage, ThreadParams thread) {
        products = new Products(thread.getThreadIndex());
    }

    @TearDown(Level.Trial)
    public void close() throws SQLException, JMSException {
        broker.close();
        database.close();
    }

    /** The one transaction manager of the fork. */
    @State(Scope.Benchmark)
    public static class Coordinator {
        Transactions transactions;

        @Setup(Level.Trial)
        public void start(CleanSlate stage) {
            transactions = new Transactions(stage.target.scratch());
        }
    }
}
