package org.atomicevents.catalog.command;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceUnit;
import java.util.Optional;

/**
 * The command side: changes a product and has it announced, in one transaction per call.
 *
 * <p>Whoever gets a normal return knows that the transaction has committed; the proxy commits before it returns. A
 * {@link CommandRefused} proves that nothing was changed. A command id is executed at most once.
 */
@Stateless
public class ProductCommands {

    @PersistenceContext(unitName = "catalog")
    private EntityManager entities;

    /** Here and not in {@link RowLog}: the server has it ready for session beans, but not yet for other beans. */
    @PersistenceUnit(unitName = "catalog")
    private EntityManagerFactory units;

    @Inject
    private StreamLog streams;

    /**
     * Adds a product at version 1 and has {@code ProductCreated} announced.
     *
     * @return the version it has now
     * @throws CommandRefused if the product or the command id is there already
     */
    public long create(ChosenPublisher announcer, Command.Create command) {
        return log(announcer).create(announcer, command);
    }

    /**
     * Moves a product to its next version with a new price and has {@code ProductPriceChanged} announced.
     *
     * @return the version it has now
     * @throws CommandRefused if there is no such product, it is not at the version the command starts from, or the command
     *     id is there already
     */
    public long changePrice(ChosenPublisher announcer, Command.ChangePrice command) {
        return log(announcer).changePrice(announcer, command);
    }

    /** The product's row, committed; read without a transaction. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Optional<Product> find(String productId) {
        return Optional.ofNullable(entities.find(Product.class, productId));
    }

    /** The one place that knows where the truth is: in rows, from which events follow, or in events. */
    private ProductLog log(ChosenPublisher announcer) {
        return StreamLog.STRATEGY.equals(announcer.strategy()) ? streams : new RowLog(units);
    }
}
