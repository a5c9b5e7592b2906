package org.atomicevents.broker;

import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.TransactionRolledBackException;
import java.util.Set;

/** The meaning of a failed send: this event is refused, it is a copy, or the broker as a whole does not work. Stateless. */
final class Refusals {

    /** Artemis gives no error code for it in JMS; the class of the cause is the only sign besides the text. */
    private static final String DUPLICATE = "ActiveMQDuplicateIdException";

    /** Conditions of the broker that pass, whatever the event: a full address, a time-out, a connection that broke. */
    private static final Set<String> PASSING = Set.of(
            "ActiveMQAddressFullException",
            "ActiveMQConnectionTimedOutException",
            "ActiveMQDisconnectedException",
            "ActiveMQNotConnectedException",
            "ActiveMQTransactionTimedOutException",
            "ActiveMQUnBlockedException");

    private Refusals() {}

    static Delivery delivery(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String name = cause.getClass().getSimpleName();
            if (DUPLICATE.equals(name)) {
                return Delivery.DUPLICATE;
            }
            if (PASSING.contains(name)) {
                return new Delivery(Delivery.Status.UNREACHABLE, reason(failure));
            }
        }
        boolean wholeBroker = failure instanceof JMSSecurityException
                || failure instanceof InvalidDestinationException
                || failure instanceof ResourceAllocationException
                || failure instanceof IllegalStateException
                || failure instanceof TransactionRolledBackException;
        return new Delivery(wholeBroker ? Delivery.Status.UNREACHABLE : Delivery.Status.REFUSED, reason(failure));
    }

    private static String reason(Exception failure) {
        String code = failure instanceof JMSException jms
                ? jms.getErrorCode()
                : failure instanceof JMSRuntimeException unchecked ? unchecked.getErrorCode() : null;
        return failure.getClass().getSimpleName() + (code == null ? ": " : " " + code + ": ") + failure.getMessage();
    }
}
