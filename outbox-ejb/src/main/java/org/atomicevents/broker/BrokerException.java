package org.atomicevents.broker;

/** The broker did not take an event, or it is not known whether it did. */
public class BrokerException extends Exception {

    private static final long serialVersionUID = 1L;

    public BrokerException(String message) {
        super(message);
    }

    public BrokerException(String message, Throwable cause) {
        super(message, cause);
    }

    /** With the client library's own exception as the cause. */
    public BrokerException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
