package org.atomicevents;

import jakarta.ejb.ApplicationException;

/**
 * The database or the broker refused an event; the caller's transaction will roll back.
 *
 * <p>An event that breaks a rule is an {@link IllegalArgumentException} instead, and leaves the transaction as it was.
 */
@ApplicationException(rollback = true)
public class PublishException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PublishException(String message, Throwable cause) {
        super(message, cause);
    }
}
