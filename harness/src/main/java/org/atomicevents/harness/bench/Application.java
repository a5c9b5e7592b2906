package org.atomicevents.harness.bench;

import jakarta.jms.JMSException;
import jakarta.transaction.TransactionManager;
import java.sql.SQLException;
import org.atomicevents.EventPublisher;
import org.hibernate.StatelessSession;

/**
 * The command side of the catalog in this JVM: the same transaction over the same parts, without the server around it.
 * Thread-safe.
 */
final class Application implements AutoCloseable {

    /** The business transaction that announces nothing. */
    static final String NO_EVENT = "none";

    private final String strategy;
    private final TransactionManager manager;
    private final Persistence persistence;
    private final PublisherAssembly publishers;
    private final EventPublisher publisher;

    /** The way in which events are published: with or without the background work behind the commit. */
    @FunctionalInterface
    interface Wiring {
        EventPublisher of(PublisherAssembly publishers) throws SQLException;
    }

    Application(String strategy, Target target, int threads) throws SQLException, JMSException {
        this(strategy, target, threads, publishers -> publishers.of(strategy));
    }

    Application(String strategy, Target target, int threads, Wiring wiring) throws SQLException, JMSException {
        this.strategy = strategy;
        Transactions transactions = new Transactions(target.scratch());
        manager = transactions.manager();
        persistence = new Persistence(target, transactions, threads + PublisherAssembly.SPARE_CONNECTIONS);
        publishers = new PublisherAssembly(transactions, persistence.dataSource(), target, threads);
        publisher = strategy.equals(NO_EVENT) ? null : wiring.of(publishers);
    }

    PublisherAssembly publishers() {
        return publishers;
    }

    /** One business transaction, committed when this returns; the same calls as in the catalog's {@code ProductCommands}. */
    void changePrice(Products.Change change) throws Exception {
        manager.begin();
        try (StatelessSession session = persistence.sessions().openStatelessSession()) {
            session.update(new ProductRow(change));
            session.insert(new LedgerRow(change, strategy));
        }
        if (publisher != null) {
            publisher.publish(Messages.event(change));
        }
        manager.commit();
    }

    @Override
    public void close() throws JMSException {
        publishers.close();
        persistence.close();
    }
}
