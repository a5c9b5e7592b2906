package org.atomicevents.dualwrite.store;

import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.atomicevents.jdbc.Database;
import org.atomicevents.spi.Refused;

/** The database whose commits decide which events are sent. Thread-safe. */
public interface MainDatabase {

    /** The database behind the JTA data source that the application uses; empty if it keeps no outcomes of transactions. */
    static Optional<MainDatabase> of(DataSource source) throws SQLException {
        return switch (Database.of(source)) {
            case POSTGRESQL -> Optional.of(new PostgresDatabase(source));
            case H2 -> Optional.empty();
        };
    }

    /** The reason why the database cannot be used; empty if it can. To be called outside any JTA transaction. */
    Optional<Refused> refusal() throws SQLException;

    /**
     * The database's transaction behind the caller's JTA transaction. When this returns, the number is never used again:
     * a database that dies now will not give it to another transaction.
     */
    MainTransaction current() throws SQLException;

    /** The state of {@code transaction}; to be called outside any JTA transaction. */
    TransactionStatus outcome(MainTransaction transaction) throws SQLException;
}
