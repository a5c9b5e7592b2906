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
 * The command side: changes a product and publishes the event, in one transaction per call.
 *
 * <p>The transaction is committed before a call returns normally. After a {@link CommandRefused} nothing was changed; after
 * any other exception the outcome may be unknown. A command id is executed at most once. Thread-safe.
 */
@Stateless
public class ProductCommands {

    @PersistenceContext(unitName = "catalog")
    private EntityManager entities;

    /** Injected here and not into {@link StateStoredHandler}: WildFly has it ready for session beans, not for other beans. */
    @PersistenceUnit(unitName = "catalog")
    private EntityManagerFactory units;

    @Inject
    private EventSourcedHandler eventSourced;

    /**
     * Adds a product at version 1 and publishes {@code ProductCreated}.
     *
     * @return the version it has now
     * @throws CommandRefused if the product or the command id is there already
     */
    public long create(ChosenPublisher chosen, Command.Create command) {
        return handler(chosen).create(chosen, command);
    }

    /**
     * Moves a product to its next version with a new price and publishes {@code ProductPriceChanged}.
     *
     * @return the version it has now
     * @throws CommandRefused if there is no such product, it is not at the version the command starts from, or the command
     *     id is there already
     */
    public long changePrice(ChosenPublisher chosen, Command.ChangePrice command) {
        return handler(chosen).changePrice(chosen, command);
    }

    /** The product's row, committed; read without a transaction. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Optional<Product> find(String productId) {
        return Optional.ofNullable(entities.find(Product.class, productId));
    }

    /** The only place that knows how the chosen strategy stores a product: as rows with events, or as events alone. */
    private CommandHandler handler(ChosenPublisher chosen) {
        return EventSourcedHandler.STRATEGY.equals(chosen.strategy()) ? eventSourced : new StateStoredHandler(units);
    }
}
