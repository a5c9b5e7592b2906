package org.atomicevents.dualwrite.store;

import java.sql.SQLException;

/** The database that decides what happened. Thread-safe. */
public interface MainDatabase {

    /**
     * The database's transaction behind the caller's JTA transaction. When this returns the number is used up for ever: a
     * database that dies now will not give it to another transaction.
     */
    MainTransaction current() throws SQLException;

    /** What became of {@code transaction}; to be called outside any JTA transaction. */
    TransactionStatus outcome(MainTransaction transaction) throws SQLException;
}
