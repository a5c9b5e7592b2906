package org.atomicevents.dualwrite.store;

import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.atomicevents.jdbc.Database;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.spi.Refused;

/** The application's database, which knows the outcome of its transactions. Thread-safe. */
public interface MainDatabase {

    /**
     * The form for the database behind {@code database}; empty if that database does not tell the outcome of a transaction once its
     * session is gone.
     *
     * @param database the JTA data source that the application uses
     * @param transactions over the same data source
     */
    static Optional<MainDatabase> of(DataSource database, ShortTransactions transactions) throws SQLException {
        return switch (Database.of(database)) {
            case POSTGRESQL -> Optional.of(new PostgresDatabase(database, transactions));
            case H2 -> Optional.empty();
        };
    }

    /** The reason why this server cannot be asked; empty if it can. To be called outside any JTA transaction. */
    Optional<Refused> refusal() throws SQLException;

    /**
     * The database's transaction behind the caller's JTA transaction. When this returns the number is used up for ever: a
     * database that dies now will not give it to another transaction.
     */
    MainTransaction current() throws SQLException;

    /** As {@link #current}, without its price: a database that dies before the transaction commits may give the number again. */
    MainTransaction numbered() throws SQLException;

    /**
     * The outcome of {@code transaction}, by the database's own record; a JTA transaction of the calling thread is suspended meanwhile.
     *
     * <p>This alone is proof of a commit. A transaction manager that got no answer to its commit tells its callbacks {@code
     * STATUS_COMMITTED} all the same: Narayana maps the heuristic outcomes "hazard" and "mixed" to it.
     */
    TransactionStatus outcome(MainTransaction transaction) throws SQLException;
}
