package org.atomicevents.catalog.replica;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import org.atomicevents.Event;
import org.atomicevents.inbox.Inbox;

/** The query side's copy of the products, fed by events alone. Thread-safe. */
@Stateless
public class Replica {

    /** The name in the inbox. */
    private static final String CONSUMER = "replica";

    @Inject
    Inbox inbox;

    @PersistenceContext(unitName = "catalog")
    private EntityManager entities;

    /**
     * Applies an event once, however often it is delivered: the inbox row and the effect are one database transaction,
     * committed when this returns.
     *
     * @throws IllegalArgumentException if the event's data is not a product's; then nothing was written
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void apply(Event event) {
        ProductChange change = ProductChange.in(event);
        if (!inbox.firstDelivery(CONSUMER, event)) {
            return;
        }
        ProductReplica product =
                entities.find(ProductReplica.class, change.productId(), LockModeType.PESSIMISTIC_WRITE);
        if (product == null) {
            entities.persist(new ProductReplica(change));
        } else {
            product.follow(change);
        }
        entities.persist(new PriceHistory(event.id(), change));
    }

    /** The product after the events that have arrived; committed, read without a transaction. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Optional<ProductReplica> find(String productId) {
        return Optional.ofNullable(entities.find(ProductReplica.class, productId));
    }
}
