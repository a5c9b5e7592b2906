package org.atomicevents.xa.postgresql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.transaction.xa.XAException;
import javax.transaction.xa.Xid;
import org.postgresql.core.BaseConnection;
import org.postgresql.xa.PGXAConnection;

/** A connection of {@link HardenedXADataSource}. As thread-safe as the driver's. */
final class HardenedXAConnection extends PGXAConnection {

    /** The SQL states of an ended backend, or of a server that is not up: admin_shutdown, crash_shutdown, cannot_connect_now. */
    private static final Set<String> ENDED = Set.of("57P01", "57P02", "57P03");

    /** Null as long as the transaction has neither written nor locked a row; no index is involved. */
    private static final String WROTE = "SELECT pg_current_xact_id_if_assigned() IS NOT NULL";

    private final BaseConnection connection;
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
    /** The branch that is lost if the backend ends; null if there is none, or it may be prepared. */
    private Xid unprepared;

    HardenedXAConnection(BaseConnection connection) throws SQLException {
        super(connection);
        this.connection = connection;
    }

    private interface Verb {
        void perform() throws XAException;
    }

    @Override
    public void start(Xid xid, int flags) throws XAException {
        translating(() -> super.start(xid, flags));
        unprepared = xid;
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        translating(() -> super.end(xid, flags));
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        if (!wrote()) {
            commit(xid, true);
            return XA_RDONLY;
        }
        unprepared = null;
        translating(() -> super.prepare(xid));
        // The driver's vote for a read-only connection, XA_RDONLY, would leave the branch prepared for ever.
        return XA_OK;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        unprepared = null;
        translating(() -> super.commit(xid, onePhase));
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        boolean diedWithItsBackend = xid.equals(unprepared);
        unprepared = null;
        try {
            translating(() -> super.rollback(xid));
        } catch (XAException e) {
            if (!diedWithItsBackend || e.errorCode != XAException.XAER_RMFAIL) {
                throw e;
            }
        }
    }

    @Override
    public Xid[] recover(int flag) throws XAException {
        Xid[][] found = new Xid[1][];
        translating(() -> found[0] = super.recover(flag));
        return found[0];
    }

    @Override
    public void addConnectionEventListener(ConnectionEventListener listener) {
        super.addConnectionEventListener(listener);
        listeners.add(listener);
    }

    @Override
    public void removeConnectionEventListener(ConnectionEventListener listener) {
        super.removeConnectionEventListener(listener);
        listeners.remove(listener);
    }

    private boolean wrote() throws XAException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WROTE)) {
            row.next();
            return row.getBoolean(1);
        } catch (SQLException e) {
            // In an aborted transaction, PREPARE would quietly roll back and look like a success.
            XAException refused = new XAException(XAException.XA_RBROLLBACK);
            refused.initCause(e);
            throw translated(refused);
        }
    }

    private void translating(Verb verb) throws XAException {
        try {
            verb.perform();
        } catch (XAException e) {
            throw translated(e);
        }
    }

    /** The exception to throw instead of {@code e}; notifies the pool if the backend is gone. */
    private XAException translated(XAException e) {
        SQLException fatal = fatal(e);
        if (fatal == null) {
            return e;
        }
        ConnectionEvent event = new ConnectionEvent(this, fatal);
        listeners.forEach(listener -> listener.connectionErrorOccurred(event));
        XAException failed = new XAException(
                "The database's backend is gone; the transaction manager ends the branch later: " + fatal.getMessage());
        failed.errorCode = XAException.XAER_RMFAIL;
        failed.initCause(e);
        return failed;
    }

    private SQLException fatal(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isFatal(sql)) {
                return sql;
            }
        }
        return null;
    }

    private boolean isFatal(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        try {
            return ENDED.contains(state) || state.startsWith("08") || connection.isClosed();
        } catch (SQLException unknowable) {
            return true;
        }
    }
}
