package org.atomicevents.catalogquery.web;

import jakarta.ejb.ApplicationException;

/** A query that cannot be answered now, because there is no projection to read; the message names the next step. */
@ApplicationException
public class QueryUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    QueryUnavailable(String message) {
        super(message, null, false, false);
    }
}
