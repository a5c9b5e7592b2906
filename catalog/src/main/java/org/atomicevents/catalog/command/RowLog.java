package org.atomicevents.catalog.command;

import static org.atomicevents.catalog.command.CommandRefused.Reason.UNKNOWN;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import org.hibernate.LockMode;
import org.hibernate.SessionFactory;
import org.hibernate.StaleStateException;
import org.hibernate.StatelessSession;

/**
 * A product is a row and the ledger says how it got there; the event follows from both. The rows are written before the event
 * is published: the product's row lock then puts the events of one product in the order of their commits, and the database is
 * enlisted before the broker.
 *
 * <p>The ledger's primary key refuses a second execution of a command.
 */
final class RowLog implements ProductLog {

    /** For commands: each statement at once, in the order it is written, and none that the command does not need. */
    private final EntityManagerFactory units;

    RowLog(EntityManagerFactory units) {
        this.units = units;
    }

    @Override
    public long create(ChosenPublisher announcer, Command.Create command) {
        Product product = new Product(command.productId(), command.name(), command.price());
        try (StatelessSession session = session()) {
            session.insert(product);
            session.insert(entry(announcer, command.commandId(), product));
        } catch (PersistenceException e) {
            throw refusedOr(e, command);
        }
        announcer.publisher().publish(announcer.traced(ProductEvents.created(command.commandId(), product)));
        return product.version();
    }

    @Override
    public long changePrice(ChosenPublisher announcer, Command.ChangePrice command) {
        Product product;
        try (StatelessSession session = session()) {
            product = start(session, command);
            product.setPrice(command.price());
            move(session, product);
            session.insert(entry(announcer, command.commandId(), product));
        } catch (PersistenceException e) {
            throw refusedOr(e, command);
        }
        announcer.publisher().publish(announcer.traced(ProductEvents.priceChanged(command.commandId(), product)));
        return product.version();
    }

    /** Belongs to the caller's transaction. */
    private StatelessSession session() {
        return units.unwrap(SessionFactory.class).openStatelessSession();
    }

    /**
     * A client that says from where needs no read: the update tells whether it was right. For one that does not, the row is
     * locked from here on, so that two commands for one product queue up instead of failing each other.
     */
    private static Product start(StatelessSession session, Command.ChangePrice command) {
        if (command.fromVersion() != null) {
            return Product.at(command.productId(), command.fromVersion());
        }
        Product product = session.get(Product.class, command.productId(), LockMode.PESSIMISTIC_WRITE);
        if (product == null) {
            throw unknown(command.productId());
        }
        return product;
    }

    private static void move(StatelessSession session, Product product) {
        long from = product.version();
        try {
            session.update(product);
        } catch (StaleStateException e) {
            Product there = session.get(Product.class, product.id());
            if (there == null) {
                throw unknown(product.id());
            }
            throw CommandRefused.moved(product.id(), there.version(), from);
        }
    }

    private static LedgerEntry entry(ChosenPublisher announcer, String commandId, Product product) {
        return new LedgerEntry(commandId, product.id(), product.version(), announcer.strategy());
    }

    private static CommandRefused unknown(String productId) {
        return new CommandRefused(UNKNOWN, "Product '" + productId + "' does not exist");
    }

    private static RuntimeException refusedOr(PersistenceException failure, Command command) {
        if (!isDuplicate(failure)) {
            return failure;
        }
        return CommandRefused.repeated(command);
    }

    /** SQLSTATE class 23, integrity constraint violation; the only ones a validated command can meet are primary keys. */
    private static boolean isDuplicate(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith("23")) {
                return true;
            }
        }
        return false;
    }
}
