package org.atomicevents.tests.inside;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The business change that goes with an event, in the data source of the publishers: a row per event, a version per
 * subject, an effect per applied delivery. Joins the caller's transaction; shows which transactions committed.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class Ledger {

    @Resource(lookup = "java:jboss/datasources/AtomicEvents")
    private DataSource database;

    @PostConstruct
    void createTables() {
        update("CREATE TABLE IF NOT EXISTS contract_ledger (event_id VARCHAR(100) PRIMARY KEY)");
        update("CREATE TABLE IF NOT EXISTS contract_subject (subject VARCHAR(200) PRIMARY KEY, version INT NOT NULL)");
        update("CREATE TABLE IF NOT EXISTS contract_effect (event_id VARCHAR(100) NOT NULL)");
    }

    /** Records that the change of {@code eventId} happened. */
    public void record(String eventId) {
        update("INSERT INTO contract_ledger (event_id) VALUES (?)", eventId);
    }

    /** Whether the change of {@code eventId} is there, seen from the calling thread's transaction. */
    public boolean contains(String eventId) {
        return number("SELECT count(*) FROM contract_ledger WHERE event_id = ?", eventId) == 1;
    }

    public void beginSubject(String subject) {
        update("INSERT INTO contract_subject (subject, version) VALUES (?, 0)", subject);
    }

    /** The next version of {@code subject}; its row stays locked to the transaction's end, so versions are in the order of commits. */
    public int nextVersion(String subject) {
        return number("UPDATE contract_subject SET version = version + 1 WHERE subject = ? RETURNING version", subject);
    }

    /** Applies an event's effect; deliberately without a unique key, so that a second one would be seen. */
    public void apply(String eventId) {
        update("INSERT INTO contract_effect (event_id) VALUES (?)", eventId);
    }

    public int effects(String eventId) {
        return number("SELECT count(*) FROM contract_effect WHERE event_id = ?", eventId);
    }

    /** The database's process that serves the calling thread's transaction. */
    public int backend() {
        return number("SELECT pg_backend_pid()");
    }

    /** Ends a process of the database, as an administrator or a fast restart does. */
    public void end(int backend) {
        number("SELECT pg_terminate_backend(" + backend + ")::int");
    }

    private void update(String sql, String... arguments) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepare(connection, sql, arguments)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private int number(String sql, String... arguments) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepare(connection, sql, arguments);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, String... arguments)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setString(i + 1, arguments[i]);
        }
        return statement;
    }
}
