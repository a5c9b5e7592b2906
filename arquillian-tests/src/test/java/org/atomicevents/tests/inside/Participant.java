package org.atomicevents.tests.inside;

import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** The other branch of a transaction: runs a test's work in prepare, and records its outcome. */
public final class Participant implements XAResource {

    /** The work of the participant. */
    @FunctionalInterface
    public interface Work {
        void perform();
    }

    private final Work whenPreparing;
    private String outcome = "nothing";

    public Participant(Work whenPreparing) {
        this.whenPreparing = whenPreparing;
    }

    /** {@code committed}, {@code rolled back} or {@code nothing}. */
    public String outcome() {
        return outcome;
    }

    @Override
    public int prepare(Xid xid) {
        whenPreparing.perform();
        return XA_OK;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) {
        outcome = "committed";
    }

    @Override
    public void rollback(Xid xid) {
        outcome = "rolled back";
    }

    @Override
    public void start(Xid xid, int flags) {
        // Nothing to do.
    }

    @Override
    public void end(Xid xid, int flags) {
        // Nothing to do.
    }

    @Override
    public void forget(Xid xid) {
        // Nothing to do.
    }

    @Override
    public Xid[] recover(int flag) {
        return new Xid[0];
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return other == this;
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }
}
