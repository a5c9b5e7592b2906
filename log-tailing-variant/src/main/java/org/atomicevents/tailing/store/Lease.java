package org.atomicevents.tailing.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The right of one of several servers to read. It has three parts: an advisory lock, held by a session of its own, lets one server
 * try; the slot, to which PostgreSQL allows one connection, lets one server read; the epoch, which each new reader raises, shows an
 * earlier one that it was replaced. Thread-safe.
 */
public final class Lease {

    private final String strategy;
    private final DataSource application;
    private final DataSource log;

    /**
     * @param application for short statements outside any transaction
     * @param log for the session that holds the lock: unpooled, because the session stays open
     */
    public Lease(String strategy, DataSource application, DataSource log) {
        this.strategy = Objects.requireNonNull(strategy);
        this.application = Objects.requireNonNull(application);
        this.log = Objects.requireNonNull(log);
    }

    /** The session that holds the lock until it is closed or dies; empty if a session of another server holds it. */
    public Optional<Connection> lock() throws SQLException {
        Connection session = log.getConnection();
        boolean locked = false;
        try (PreparedStatement lock = session.prepareStatement(SlotStatements.LOCK)) {
            lock.setString(1, strategy);
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                locked = row.getBoolean(1);
            }
        } finally {
            if (!locked) {
                session.close();
            }
        }
        return locked ? Optional.of(session) : Optional.empty();
    }

    /** Makes {@code owner} the reader and returns its epoch; the reader before is fenced from here on. */
    public long takeOver(String owner) throws SQLException {
        try (Connection connection = application.getConnection();
                PreparedStatement update = connection.prepareStatement(SlotStatements.TAKE_OVER)) {
            update.setString(1, owner);
            update.setString(2, strategy);
            try (ResultSet row = update.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("tailing_reader has no row for " + strategy
                            + ": an operator removed it; deploy again to make a new slot");
                }
                return row.getLong(1);
            }
        }
    }

    public boolean isHeld(long epoch) throws SQLException {
        try (Connection connection = application.getConnection();
                PreparedStatement select = connection.prepareStatement(SlotStatements.EPOCH)) {
            select.setString(1, strategy);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getLong(1) == epoch;
            }
        }
    }

    /** Writes a heartbeat into the log, so that the database need not keep all of its log for an idle service. */
    public void beat() throws SQLException {
        try (Connection connection = application.getConnection();
                PreparedStatement emit = connection.prepareStatement(SlotStatements.BEAT)) {
            emit.execute();
        }
    }
}
