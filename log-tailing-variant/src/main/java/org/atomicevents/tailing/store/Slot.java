package org.atomicevents.tailing.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.atomicevents.jdbc.Schema;
import org.atomicevents.spi.Refused;

/**
 * The replication slot and the publication of one strategy: made, watched and removed here, and nowhere else. The slot's
 * position is the only one there is: no server keeps one of its own that could differ.
 *
 * <p>Thread-safe. Every call is outside any transaction of the caller.
 */
public final class Slot {

    /** A slot waits for all transactions that are under way to end, prepared ones too. */
    private static final int PATIENCE_SECONDS = 10;

    private static final String CANCELED = "57014";

    /**
     * @param strategy the slot's owner
     * @param slot its name, unique in the whole server
     * @param table the published one; null if only messages are read
     */
    public record Names(String strategy, String slot, String table) {

        /** One name for both, so that an operator sees what belongs together. */
        public String publication() {
            return slot;
        }

        /** @throws SQLException if slot or publication is lost, so that what was just written would never be read */
        void requireReader(boolean slotIntact, boolean published) throws SQLException {
            if (slotIntact && published) {
                return;
            }
            String lost = slotIntact ? "the publication " + publication() : "the replication slot " + slot;
            throw new SQLNonTransientException(
                    lost + " is lost, nobody would ever read the event: the vital sign slot.intact of " + strategy
                            + " says what to do");
        }
    }

    /**
     * @param active whether a reader is connected
     * @param status PostgreSQL's {@code wal_status}: {@code reserved}, {@code extended}, {@code unreserved} or {@code lost}
     * @param lag bytes of the log that are not confirmed
     * @param retained bytes of the log that are kept for the slot
     * @param safe bytes that may be written before the slot is in danger; NaN if that is not limited
     */
    public record State(boolean active, String status, double lag, double retained, double safe) {

        public boolean lost() {
            return status.equals("lost");
        }
    }

    /**
     * @param bytes of the log that are kept, at least one
     * @param since the time without a reader; an hour if the server is older than PostgreSQL 17 and does not know
     */
    public record Abandoned(long bytes, Duration since) {}

    private static final Duration UNKNOWN = Duration.ofHours(1);

    private final Names names;
    private final DataSource application;
    private final DataSource log;

    /**
     * @param application the application's data source
     * @param log the same database, as the user who may replicate
     */
    public Slot(Names names, DataSource application, DataSource log) {
        this.names = Objects.requireNonNull(names);
        this.application = Objects.requireNonNull(application);
        this.log = Objects.requireNonNull(log);
    }

    public Names names() {
        return names;
    }

    /**
     * Makes tables, publication and slot if this is the first time; from then on the log is kept for the reader.
     *
     * @return the reason why it cannot be, or the {@link #damage()}; empty if all is there
     */
    public Optional<Refused> prepare() throws SQLException {
        Schema.apply(application, Slot.class, "/META-INF/atomicevents/tailing-postgresql.sql");
        if (known()) {
            return damage();
        }
        if (!published()) {
            publish();
        }
        Optional<Refused> refusal = create();
        if (refusal.isEmpty()) {
            execute(application, SlotStatements.REMEMBER, names.strategy(), names.slot(), names.publication());
        }
        return refusal;
    }

    /** The loss of the slot or the publication since they were made; empty if they are as they were. */
    public Optional<Refused> damage() throws SQLException {
        Optional<State> state = state();
        if (state.isEmpty()) {
            return Optional.of(lost("the replication slot " + names.slot() + " is gone (dropped, or the database was"
                    + " restored or failed over to a server without it)"));
        }
        if (state.get().lost()) {
            return Optional.of(lost("the replication slot " + names.slot()
                    + " was invalidated: its reader was behind by" + " more than max_slot_wal_keep_size"));
        }
        if (!published()) {
            return Optional.of(lost("the publication " + names.publication() + " is gone or no longer publishes "
                    + (names.table() == null ? "inserts" : "the inserts of " + names.table())));
        }
        return Optional.empty();
    }

    /** Empty if there is no slot. */
    public Optional<State> state() throws SQLException {
        try (Connection connection = application.getConnection();
                PreparedStatement select = connection.prepareStatement(SlotStatements.SLOT)) {
            select.setString(1, names.slot());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(state(row)) : Optional.empty();
            }
        }
    }

    /** The log that is kept for the slot although nobody reads it; empty if somebody does, or if there is no slot. */
    public Optional<Abandoned> abandoned() throws SQLException {
        try (Connection connection = application.getConnection();
                PreparedStatement select = connection.prepareStatement(SlotStatements.WITHOUT_READER)) {
            select.setString(1, names.slot());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                double seconds = row.getDouble(2);
                Duration since = row.wasNull() ? UNKNOWN : Duration.ofMillis(Math.round(seconds * 1000));
                return Optional.of(new Abandoned(Math.max(1, row.getLong(1)), since));
            }
        }
    }

    /** The place up to which the log is confirmed; empty if there is no slot. Only its reader moves it. */
    public Optional<String> position() throws SQLException {
        try (Connection connection = application.getConnection();
                PreparedStatement select = connection.prepareStatement(SlotStatements.POSITION)) {
            select.setString(1, names.slot());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** Drops a slot that somebody made in place of a lost one, so that the loss stays visible. */
    public void dropReplacement() throws SQLException {
        execute(log, SlotStatements.DROP_SLOT, names.slot());
    }

    /**
     * Drops slot and publication and forgets them; what was not yet read is lost.
     *
     * @throws SQLException if a reader is connected, among other things
     */
    public void remove() throws SQLException {
        execute(log, SlotStatements.DROP_SLOT, names.slot());
        statement(application, "DROP PUBLICATION IF EXISTS " + names.publication());
        Schema.apply(application, Slot.class, "/META-INF/atomicevents/tailing-postgresql.sql");
        execute(application, SlotStatements.FORGET, names.strategy());
    }

    private Refused lost(String loss) {
        String remedy = "events that were committed since its reader last confirmed are not in reach any more and were"
                + " NOT delivered. Find them in your own tables and publish them again; then begin anew from now on:"
                + " SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '"
                + names.slot() + "'; DROP PUBLICATION IF EXISTS " + names.publication()
                + "; DELETE FROM tailing_reader WHERE strategy = '" + names.strategy()
                + "'; and deploy again";
        return new Refused(loss, remedy);
    }

    private boolean known() throws SQLException {
        return found(SlotStatements.KNOWN, names.strategy());
    }

    private boolean published() throws SQLException {
        return found(SlotStatements.PUBLICATION, names.publication(), names.table(), names.table());
    }

    private void publish() throws SQLException {
        String tables = names.table() == null ? "" : " FOR TABLE " + names.table();
        statement(application, "CREATE PUBLICATION " + names.publication() + tables + " WITH (publish = 'insert')");
    }

    private Optional<Refused> create() throws SQLException {
        try (Connection connection = application.getConnection();
                PreparedStatement select = connection.prepareStatement(SlotStatements.SLOT)) {
            select.setString(1, names.slot());
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    // Made here, if the server died before it could remember it: the slot has kept everything since.
                    return row.getBoolean(2) && "pgoutput".equals(row.getString(1))
                            ? Optional.empty()
                            : Optional.of(new Refused(
                                    "a replication slot " + names.slot() + " exists already and belongs to another"
                                            + " database or plugin",
                                    "set atomicevents.tailing.slot-prefix to something of your own"));
                }
            }
        }
        try (Connection connection = log.getConnection();
                PreparedStatement create = connection.prepareStatement(
                        SlotStatements.createSlot(connection.getMetaData().getDatabaseMajorVersion()))) {
            create.setQueryTimeout(PATIENCE_SECONDS);
            create.setString(1, names.slot());
            create.execute();
            return Optional.empty();
        } catch (SQLException e) {
            if (CANCELED.equals(e.getSQLState())) {
                return Optional.of(new Refused(
                        "the replication slot " + names.slot() + " could not be made within " + PATIENCE_SECONDS
                                + " s, because transactions under way have to end first",
                        "end those listed by SELECT * FROM pg_prepared_xacts and by SELECT * FROM pg_stat_activity"
                                + " WHERE backend_xid IS NOT NULL, and deploy again"));
            }
            throw e;
        }
    }

    private static State state(ResultSet row) throws SQLException {
        double safe = row.getDouble(7);
        boolean unlimited = row.wasNull();
        return new State(
                row.getBoolean(3), row.getString(4), row.getDouble(5), row.getDouble(6), unlimited ? Double.NaN : safe);
    }

    private boolean found(String query, String... parameters) throws SQLException {
        try (Connection connection = application.getConnection();
                PreparedStatement select = connection.prepareStatement(query)) {
            bind(select, parameters);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void execute(DataSource database, String sql, String... parameters) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            statement.execute();
        }
    }

    private static void statement(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void bind(PreparedStatement statement, String... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setString(i + 1, parameters[i]);
        }
    }
}
