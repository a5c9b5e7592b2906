package org.atomicevents.dualwrite.store;

import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.atomicevents.jdbc.Database;
import org.atomicevents.spi.Refused;

/** The application's database, which knows the outcome of its transactions. Thread-safe. */
public interface MainDatabase {

    /**
     * The form for the database behind {@code database}; empty if that database does not tell the outcome of a transaction once its
     * session is gone.
     *
     * @param database the JTA data source that the application uses
     */
    static Optional<MainDatabase> of(DataSource database) throws SQLException {
        return switch (Database.of(database)) {
            case POSTGRESQL -> Optional.of(new PostgresDatabase(database));
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

    /** The outcome of {@code transaction}; to be called outside any JTA transaction. */
    TransactionStatus outcome(MainTransaction transaction) throws SQLException;
}
