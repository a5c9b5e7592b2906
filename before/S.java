import jakarta.ejb.*; import jakarta.persistence.*; import jakarta.annotation.*; import jakarta.transaction.UserTransaction; import jakarta.inject.Inject;
import jakarta.jms.*; import java.math.BigDecimal; import java.util.UUID; import java.net.URI; import org.atomicevents.*; import org.atomicevents.inbox.Inbox; import org.atomicevents.broker.EventMessages;
class Product { void setPrice(BigDecimal p) {} }
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
class Prices {
    @PersistenceContext EntityManager entities;
    @Resource UserTransaction transaction;
    @Inject JMSContext jms;
    @Resource(lookup = "java:/jms/queue/prices") Queue queue;

    public void change(String id, BigDecimal price) throws Exception {
        transaction.begin();
        entities.find(Product.class, id).setPrice(price);
        transaction.commit();
        // If the server dies here, the price has changed and no consumer ever hears of it.
        jms.createProducer().send(queue, "{\"id\": \"" + id + "\", \"price\": " + price + "}");
    }
}
