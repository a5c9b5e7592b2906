package org.atomicevents.dualwrite.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.spi.Refused;

/** PostgreSQL, which keeps the outcome of each transaction for hundreds of millions of later ones. Thread-safe. */
public final class PostgresDatabase implements MainDatabase {

    /** {@code invalid_parameter_value}: the number has not been given to any transaction yet. */
    private static final String IN_THE_FUTURE = "22023";

    /** The first one that makes a message durable without a commit. */
    private static final int OLDEST = 17;

    private final DataSource database;
    private final ShortTransactions transactions;

    /**
     * @param database the JTA data source that the application uses
     * @param transactions over the same data source
     */
    public PostgresDatabase(DataSource database, ShortTransactions transactions) {
        this.database = Objects.requireNonNull(database);
        this.transactions = Objects.requireNonNull(transactions);
    }

    @Override
    public Optional<Refused> refusal() throws SQLException {
        int version;
        try (Connection connection = database.getConnection()) {
            version = connection.getMetaData().getDatabaseMajorVersion();
        }
        if (version < OLDEST) {
            return Optional.of(new Refused(
                    "PostgreSQL %d cannot make a transaction's number durable before its commit".formatted(version),
                    "use %d or newer, or another strategy".formatted(OLDEST)));
        }
        TransactionStatus own = outcome(current());
        return own == TransactionStatus.COMMITTED
                ? Optional.empty()
                : Optional.of(new Refused(
                        "the database says %s of a transaction that has committed".formatted(own),
                        "point atomicevents.datasource at the primary"));
    }

    @Override
    public MainTransaction current() throws SQLException {
        return transaction(Statements.CURRENT);
    }

    @Override
    public MainTransaction numbered() throws SQLException {
        return transaction(Statements.NUMBERED);
    }

    private MainTransaction transaction(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(statement);
                ResultSet row = query.executeQuery()) {
            row.next();
            return new MainTransaction(row.getString(1), row.getString(2));
        }
    }

    @Override
    public TransactionStatus outcome(MainTransaction transaction) throws SQLException {
        try {
            return transactions.alone(connection -> outcome(connection, transaction));
        } catch (SQLException e) {
            if (IN_THE_FUTURE.equals(e.getSQLState())) {
                return TransactionStatus.FOREIGN;
            }
            throw e;
        }
    }

    private static TransactionStatus outcome(Connection connection, MainTransaction transaction) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(Statements.OUTCOME)) {
            query.setString(1, transaction.lineage());
            query.setString(2, transaction.id());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1) ? outcome(row.getString(2)) : TransactionStatus.FOREIGN;
            }
        }
    }

    private static TransactionStatus outcome(String status) throws SQLException {
        if (status == null) {
            return TransactionStatus.FORGOTTEN;
        }
        return switch (status) {
            case "committed" -> TransactionStatus.COMMITTED;
            case "aborted" -> TransactionStatus.ABORTED;
            case "in progress" -> TransactionStatus.IN_PROGRESS;
            default -> throw new SQLException("pg_xact_status says '" + status + "', which has no meaning here");
        };
    }
}
