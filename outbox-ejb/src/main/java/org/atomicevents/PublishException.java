package org.atomicevents;

import jakarta.ejb.ApplicationException;

/**
 * The database or the broker refused an event; the caller's transaction will roll back.
 *
 * <p>Never wraps bad input: that is an {@link IllegalArgumentException} and leaves the transaction alone.
 */
@ApplicationException(rollback = true)
public class PublishException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PublishException(String message, Throwable cause) {
        super(message, cause);
    }
}
