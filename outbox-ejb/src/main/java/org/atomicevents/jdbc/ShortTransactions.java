package org.atomicevents.jdbc;

import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Runs database work in a JTA transaction of its own on the calling thread, with the database as its only resource, so
 * that it commits in one phase. A transaction of the caller is suspended meanwhile and is not affected.
 *
 * <p>Thread-safe. A JVM that dies in the middle leaves either all of the work or nothing.
 */
public final class ShortTransactions {

    private final TransactionManager transactions;
    private final DataSource database;

    public ShortTransactions(TransactionManager transactions, DataSource database) {
        this.transactions = Objects.requireNonNull(transactions);
        this.database = Objects.requireNonNull(database);
    }

    /** Statements to run; they need not close the connection. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Runs {@code work} and commits; its changes are durable when this returns.
     *
     * @throws SQLException if the work failed, and then it was rolled back
     * @throws IllegalStateException if the transaction could not be begun or its commit failed
     */
    public <T> T call(Work<T> work) throws SQLException {
        Transaction callers = suspend();
        try {
            return begun(work);
        } finally {
            resume(callers);
        }
    }

    /**
     * Runs one statement outside any JTA transaction: the database commits it by itself, with one round trip for all. On PostgreSQL several
     * statements in one string are one, and all of them or none are done.
     *
     * @throws SQLException if it failed
     */
    public <T> T alone(Work<T> work) throws SQLException {
        Transaction callers = suspend();
        try (Connection connection = database.getConnection()) {
            return work.with(connection);
        } finally {
            resume(callers);
        }
    }

    /**
     * Asks the database nothing, on a connection outside any JTA transaction.
     *
     * @throws SQLException if it does not answer
     */
    public void ping() throws SQLException {
        alone(connection -> {
            ping(connection);
            return null;
        });
    }

    /**
     * Asks the database nothing. A pool hears of a broken connection by this, and by {@link Connection#isValid} it does not.
     *
     * @throws SQLException if it does not answer on this connection
     */
    public static void ping(Connection connection) throws SQLException {
        try (Statement question = connection.createStatement()) {
            question.execute("SELECT 1");
        }
    }

    private <T> T begun(Work<T> work) throws SQLException {
        try {
            transactions.begin();
        } catch (Exception e) {
            throw new IllegalStateException("A transaction for the outbox or inbox could not be begun", e);
        }
        T result;
        try (Connection connection = database.getConnection()) {
            result = work.with(connection);
        } catch (SQLException | RuntimeException | Error failure) {
            rollBack(failure);
            throw failure;
        }
        try {
            transactions.commit();
        } catch (Exception e) {
            throw new IllegalStateException("The commit of outbox or inbox work failed; its outcome is unknown", e);
        }
        return result;
    }

    private void rollBack(Throwable because) {
        try {
            transactions.rollback();
        } catch (Exception e) {
            because.addSuppressed(e);
        }
    }

    private Transaction suspend() {
        try {
            return transactions.suspend();
        } catch (SystemException e) {
            throw new IllegalStateException("The caller's transaction could not be suspended", e);
        }
    }

    private void resume(Transaction callers) {
        if (callers == null) {
            return;
        }
        try {
            transactions.resume(callers);
        } catch (Exception e) {
            throw new IllegalStateException("The caller's transaction could not be resumed", e);
        }
    }
}
