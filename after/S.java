import jakarta.ejb.*; import jakarta.persistence.*; import jakarta.annotation.*; import jakarta.transaction.UserTransaction; import jakarta.inject.Inject;
import jakarta.jms.*; import java.math.BigDecimal; import java.util.UUID; import java.net.URI; import org.atomicevents.*; import org.atomicevents.inbox.Inbox; import org.atomicevents.broker.EventMessages;
class Product { void setPrice(BigDecimal p) {} }
@Stateless
class Prices {
    @PersistenceContext EntityManager entities;
    @Inject EventPublisher events;

    public void change(String id, BigDecimal price) {
        entities.find(Product.class, id).setPrice(price);
        entities.flush(); // Locks the row first, so that events leave in the order of the commits.
        events.publish(Event.json(UUID.randomUUID().toString(), URI.create("/prices"),
                "com.example.PriceChanged", id, "{\"price\": " + price + "}"));
    }
}
