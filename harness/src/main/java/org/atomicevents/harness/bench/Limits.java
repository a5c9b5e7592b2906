package org.atomicevents.harness.bench;

import jakarta.jms.JMSException;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * The limits that no strategy can beat: the same statements and the same message over the bare drivers, everything bound to its
 * thread, no pool, no mapping, no interface.
 */
public class Limits {

    /** Messages in one transaction of {@link #batchedSends}; the relay's default batch. */
    static final int BATCH = 500;

    /** The two statements of the business transaction in one local transaction over bare JDBC. */
    @Benchmark
    public void bareJdbc(JdbcThread thread) throws SQLException {
        thread.statements.apply(thread.products.next(), "none");
        thread.connection.commit();
    }

    /** Narayana over the two drivers: the two statements and one send, committed in two phases. */
    @Benchmark
    public void stockXa(XaThread thread) throws Exception {
        Products.Change change = thread.products.next();
        thread.manager.begin();
        thread.manager.getTransaction().enlistResource(thread.databaseBranch);
        thread.statements.apply(change, "xa");
        thread.manager.getTransaction().enlistResource(thread.brokerBranch);
        thread.producer.send(Messages.of(thread.session, change));
        thread.manager.commit();
    }

    /** One persistent message per commit of a transacted session. */
    @Benchmark
    public void singleSends(SenderThread thread) throws JMSException {
        thread.producer.send(Messages.of(thread.session, thread.products.next()));
        thread.session.commit();
    }

    /** {@value #BATCH} persistent messages per commit of a transacted session; the score counts messages. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void batchedSends(SenderThread thread) throws JMSException {
        for (int i = 0; i < BATCH; i++) {
            thread.producer.send(Messages.of(thread.session, thread.products.next()));
        }
        thread.session.commit();
    }

    /** As {@link #batchedSends}, the messages that a relay sends: each with an id by which the broker recognises a copy. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void recognisableSends(SenderThread thread) throws JMSException {
        for (int i = 0; i < BATCH; i++) {
            thread.producer.send(Messages.recognisable(thread.session, thread.products.next()));
        }
        thread.session.commit();
    }
}
