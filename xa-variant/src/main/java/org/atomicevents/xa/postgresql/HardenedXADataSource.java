package org.atomicevents.xa.postgresql;

import java.sql.SQLException;
import javax.sql.XAConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.xa.PGXADataSource;

/**
 * PostgreSQL's XA data source without two of its holes; for a server's data source, in place of {@link PGXADataSource}. It has the
 * same properties.
 *
 * <ul>
 *   <li>A backend that was ended, by an administrator or a restart of the database, is reported as a resource that failed,
 *       so that the transaction manager finishes the branch later. The driver reports a refusal, upon which the transaction
 *       manager gives the branch up for rolled back while the database keeps it prepared, with its locks. The pool is notified, too.
 *   <li>A branch that wrote nothing is committed when it is asked to prepare, and votes read-only. The driver prepares it, and
 *       on a read-only connection then votes read-only nevertheless, so that it stays prepared for ever.
 * </ul>
 *
 * <p>The second costs a round trip per prepare and has a side effect: a branch without a write commits when it prepares. It
 * then frees its table and advisory locks and sends its {@code NOTIFY}, which PostgreSQL would refuse to prepare. A branch that wrote,
 * locked a row or emitted a logical message is prepared as with the driver.
 */
public class HardenedXADataSource extends PGXADataSource {

    @Override
    public XAConnection getXAConnection() throws SQLException {
        return getXAConnection(getUser(), getPassword());
    }

    @Override
    public XAConnection getXAConnection(String user, String password) throws SQLException {
        return new HardenedXAConnection((BaseConnection) getConnection(user, password));
    }

    @Override
    public String getDescription() {
        return "Hardened " + super.getDescription();
    }
}
