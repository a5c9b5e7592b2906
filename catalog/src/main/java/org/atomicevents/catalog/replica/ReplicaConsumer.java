package org.atomicevents.catalog.replica;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import org.atomicevents.Event;
import org.atomicevents.broker.EventMessages;
import org.atomicevents.inbox.BlockingRetry;

/**
 * Receives events and applies them to the replica. The message is acknowledged when {@link #onMessage} has returned, that is after
 * the commit of its effect; a death in between brings it again, and the inbox recognises it.
 *
 * <p>A database that is away is waited for, here, so that it costs no delivery attempts and the order of a subject is kept. A message
 * that cannot be applied is thrown back: the broker delivers it again and, after its own limit, moves it to the
 * dead-letter queue. The broker gives all messages of one subject to one session, so sessions do not disturb the order.
 */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(
                    propertyName = "destinationLookup",
                    propertyValue = "java:/jms/queue/atomicevents"),
            @ActivationConfigProperty(propertyName = "acknowledgeMode", propertyValue = "Auto-acknowledge"),
            @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "8")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ReplicaConsumer implements MessageListener {

    @Inject
    Replica replica;

    @Inject
    BlockingRetry retry;

    @Override
    public void onMessage(Message message) {
        try {
            Event event = EventMessages.read(message);
            retry.run(() -> replica.apply(event));
        } catch (JMSException e) {
            throw new IllegalStateException("A message could not be read; the broker will deliver it again", e);
        }
    }
}
