import jakarta.ejb.*; import jakarta.persistence.*; import jakarta.annotation.*; import jakarta.transaction.UserTransaction; import jakarta.inject.Inject;
import jakarta.jms.*; import java.math.BigDecimal; import java.util.UUID; import java.net.URI; import org.atomicevents.*; import org.atomicevents.inbox.Inbox; import org.atomicevents.broker.EventMessages;
class Consumer { Consumer effects; Inbox inbox; void update(String s, byte[] d) {}
public void onMessage(Message message) {      // of a message-driven bean with NOT_SUPPORTED
    try { effects.apply(EventMessages.read(message)); } catch (JMSException e) { throw new EJBException(e); }
}
public void apply(Event event) {              // of a session bean with REQUIRES_NEW
    if (inbox.firstDelivery("price-watcher", event.id())) { update(event.subject(), event.data()); }
}
}
