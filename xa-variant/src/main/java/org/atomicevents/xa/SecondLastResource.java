package org.atomicevents.xa;

import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jboss.tm.LastResource;

/** A last resource that does nothing; a transaction that has a last resource already refuses it. */
final class SecondLastResource implements XAResource, LastResource {

    @Override
    public void start(Xid xid, int flags) {
        // Nothing to do.
    }

    @Override
    public void end(Xid xid, int flags) {
        // Nothing to do.
    }

    @Override
    public int prepare(Xid xid) {
        return XA_RDONLY;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) {
        // Never called: the probe's transaction is rolled back.
    }

    @Override
    public void rollback(Xid xid) {
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
