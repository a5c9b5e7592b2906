package org.atomicevents.tests.inside;

import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** Runs work in a container-managed transaction; what the work throws rolls it back. */
@Stateless
public class Scopes {

    @Resource
    private SessionContext context;

    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public void required(Runnable work) {
        work.run();
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void requiresNew(Runnable work) {
        work.run();
    }

    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void setRollbackOnly() {
        context.setRollbackOnly();
    }
}
