package org.atomicevents.catalog.command;

import static org.atomicevents.catalog.command.CommandRefused.Reason.CONFLICT;
import static org.atomicevents.catalog.command.CommandRefused.Reason.UNKNOWN;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The command side: changes a product, writes the ledger and publishes, in one transaction per call.
 *
 * <p>Whoever gets a normal return knows that the transaction has committed; the proxy commits before it returns. The
 * rows are flushed before the event is published: the product's row lock then puts the events of one product in the order
 * of their commits, and the database is enlisted before the broker.
 *
 * <p>A {@link CommandRefused} proves that nothing was changed. A command id is executed at most once: the ledger's primary
 * key refuses the second.
 */
@Stateless
public class ProductCommands {

    @PersistenceContext(unitName = "catalog")
    private EntityManager entities;

    /**
     * Adds a product at version 1 and publishes {@code ProductCreated}.
     *
     * @return the version it has now
     * @throws CommandRefused if the product or the command id is there already
     */
    public long create(Announcer announcer, Command.Create command) {
        Product product = new Product(command.productId(), command.name(), command.price());
        entities.persist(product);
        record(announcer, command.commandId(), product);
        announcer.publisher().publish(ProductEvents.created(command.commandId(), product));
        return product.version();
    }

    /**
     * Moves a product to its next version with a new price and publishes {@code ProductPriceChanged}.
     *
     * @return the version it has now
     * @throws CommandRefused if there is no such product, it is not at the version the command starts from, or the command
     *     id is there already
     */
    public long changePrice(Announcer announcer, Command.ChangePrice command) {
        Product product = product(command);
        product.moveTo(command.price());
        record(announcer, command.commandId(), product);
        announcer.publisher().publish(ProductEvents.priceChanged(command.commandId(), product));
        return product.version();
    }

    /** The command side's own state of a product, committed; read without a transaction. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Optional<Product> find(String productId) {
        return Optional.ofNullable(entities.find(Product.class, productId));
    }

    /** Locked from here on, so that two commands for one product queue up instead of failing each other. */
    private Product product(Command.ChangePrice command) {
        Product product = entities.find(Product.class, command.productId(), LockModeType.PESSIMISTIC_WRITE);
        if (product == null) {
            throw new CommandRefused(UNKNOWN, "Product '" + command.productId() + "' does not exist");
        }
        if (command.fromVersion() != null && command.fromVersion() != product.version()) {
            throw new CommandRefused(
                    CONFLICT,
                    "Product '%s' is at version %d, the command starts from version %d: read it again"
                            .formatted(command.productId(), product.version(), command.fromVersion()));
        }
        return product;
    }

    private void record(Announcer announcer, String commandId, Product product) {
        try {
            entities.persist(new LedgerEntry(commandId, product.id(), product.version(), announcer.strategy()));
            entities.flush();
        } catch (OptimisticLockException e) {
            throw new CommandRefused(
                    CONFLICT,
                    "Product '" + product.id() + "' was changed by another command at this moment: read it again");
        } catch (PersistenceException e) {
            if (isDuplicate(e)) {
                throw new CommandRefused(
                        CONFLICT,
                        "Product '%s' or command '%s' is there already: choose another id, or look at what the first one did"
                                .formatted(product.id(), commandId));
            }
            throw e;
        }
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
