package org.atomicevents.tests.tailing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.atomicevents.servers.ChildProcesses;
import org.atomicevents.servers.Installation;
import org.atomicevents.servers.Postgres;
import org.atomicevents.tailing.engine.DatabaseAddress;
import org.atomicevents.tailing.store.Slot;
import org.atomicevents.testing.TestDatabase;

/** A fresh database of a real PostgreSQL server, behind a real transaction manager and a real pool. */
final class LogDatabase implements AutoCloseable {

    private static final ChildProcesses CHILDREN;
    private static final Postgres SERVER;

    static {
        Path work = Path.of(System.getProperty("atomicevents.tests.work")).resolve("tailing");
        Installation installation = Installation.at(Path.of(System.getProperty("atomicevents.tests.checkout")));
        CHILDREN = ChildProcesses.in(work.resolve("processes"));
        SERVER = Postgres.start(installation, work.resolve("postgres-" + UUID.randomUUID()), CHILDREN);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            SERVER.close();
            CHILDREN.close();
        }));
    }

    final TestDatabase jta;
    final String name = "t" + UUID.randomUUID().toString().replace("-", "");

    LogDatabase() throws SQLException {
        onServer("CREATE DATABASE " + name);
        jta = TestDatabase.postgres(url());
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + SERVER.port() + "/" + name;
    }

    DatabaseAddress address() {
        return new DatabaseAddress(url(), Postgres.USER, Postgres.PASSWORD);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = address().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String text(String query) throws SQLException {
        try (Connection connection = address().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    /** The position that the slot's reader has confirmed. */
    String confirmed(Slot slot) throws SQLException {
        return text("SELECT confirmed_flush_lsn FROM pg_replication_slots WHERE slot_name = '"
                + slot.names().slot() + "'");
    }

    /** Whether the end of a transaction that committed after {@code lsn} is confirmed. */
    boolean isConfirmed(Slot slot, String lsn) throws SQLException {
        return "t"
                .equals(text("SELECT confirmed_flush_lsn > '" + lsn + "' FROM pg_replication_slots WHERE slot_name = '"
                        + slot.names().slot() + "'"));
    }

    /** Changes a setting of the server, for all databases; in force for everything that begins after this returns. */
    static void setting(String name, String value) throws SQLException {
        onServer("ALTER SYSTEM SET " + name + " = " + value);
        onServer("SELECT pg_reload_conf()");
        RunningTailer.await(() -> {
            try (Connection connection = SERVER.dataSource().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SHOW " + name)) {
                return row.next() && ("'" + row.getString(1) + "'").equals(value);
            }
        });
    }

    /** Executes outside this database. */
    static void onServer(String sql) throws SQLException {
        try (Connection connection = SERVER.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Drops the database; a slot that a test left behind would keep the server's log. */
    @Override
    public void close() throws SQLException {
        jta.close();
        onServer("SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active AND database = '"
                + name + "'");
        for (int attempt = 0; attempt < 50 && slots() > 0; attempt++) {
            onServer(
                    "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE NOT active AND database = '"
                            + name + "'");
        }
        onServer("DROP DATABASE " + name + " WITH (FORCE)");
    }

    private long slots() throws SQLException {
        return Long.parseLong(text("SELECT count(*) FROM pg_replication_slots WHERE database = '" + name + "'"));
    }
}
