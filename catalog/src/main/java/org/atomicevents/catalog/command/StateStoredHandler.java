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
 * Stores a product as a row, with one ledger row per command, and publishes the event after both are written: the product's row
 * lock then puts the events of one product in the order of their commits, and the database is enlisted before the broker.
 *
 * <p>The ledger's primary key refuses a second execution of a command.
 */
final class StateStoredHandler implements CommandHandler {

    private final EntityManagerFactory units;

    StateStoredHandler(EntityManagerFactory units) {
        this.units = units;
    }

    @Override
    public long create(ChosenPublisher chosen, Command.Create command) {
        Product product = new Product(command.productId(), command.name(), command.price());
        try (StatelessSession session = session()) {
            session.insert(product);
            session.insert(entry(chosen, command.commandId(), product));
        } catch (PersistenceException e) {
            throw refusedOr(e, command);
        }
        chosen.publisher().publish(chosen.traced(ProductEvents.created(command.commandId(), product)));
        return product.version();
    }

    @Override
    public long changePrice(ChosenPublisher chosen, Command.ChangePrice command) {
        Product product;
        try (StatelessSession session = session()) {
            product = start(session, command);
            product.setPrice(command.price());
            move(session, product);
            session.insert(entry(chosen, command.commandId(), product));
        } catch (PersistenceException e) {
            throw refusedOr(e, command);
        }
        chosen.publisher().publish(chosen.traced(ProductEvents.priceChanged(command.commandId(), product)));
        return product.version();
    }

    /** Sends each statement at once and no other, in the caller's transaction. */
    private StatelessSession session() {
        return units.unwrap(SessionFactory.class).openStatelessSession();
    }

    /**
     * With a version to start from, no read is needed: the update finds out whether the row is at it. Without one, the row is
     * locked from here on, so that two commands for one product queue up instead of one failing.
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

    private static LedgerEntry entry(ChosenPublisher chosen, String commandId, Product product) {
        return new LedgerEntry(commandId, product.id(), product.version(), chosen.strategy());
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
