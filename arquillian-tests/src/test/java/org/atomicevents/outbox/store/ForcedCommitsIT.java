package org.atomicevents.outbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commits that PostgreSQL forces to disk: all but those whose loss costs copies and nothing else. */
class ForcedCommitsIT {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<String> forced = new ArrayList<>();
    private OutboxFixture outbox;
    private TestDatabase database;
    private OutboxStore store;
    private Shards mine;

    @BeforeEach
    void open() throws Exception {
        outbox = OutboxFixture.install();
        database = outbox.database;
        outbox.append(Events.event("a1"), Events.event("b1"), Events.event("c1"), Events.event("d1"));
        store = outbox.store("here", recording());
        mine = outbox.shards("here");
    }

    private List<Entry> entries() throws SQLException {
        List<Entry> entries = store.read(new Reading(mine, 0, 10)).entries();
        forced.clear();
        return entries;
    }

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    void theSettlementIsNot() throws Exception {
        assertThat(store.settle(entries())).isEqualTo(4);

        assertThat(forced).containsExactly("off");
    }

    @Test
    void norIsOneThatReadsTheNextBatchToo() throws Exception {
        assertThat(store.settleAndRead(entries(), new Reading(mine, 0, 10)).deleted())
                .isEqualTo(4);

        assertThat(forced).containsExactly("off");
    }

    @Test
    void whatPutsAsideAndWhatHoldsShardsIs() throws Exception {
        List<Entry> entries = entries();
        store.aside().change(mine, new AsideChange(List.of(entries.get(0).place()), List.of(), List.of()));
        store.leases(LONG).renew();

        assertThat(forced).containsExactly("on", "on");
    }

    @Test
    void thePoolsConnectionsAreAsBefore() throws Exception {
        store.settle(entries());

        for (int i = 0; i < 10; i++) {
            assertThat(database.<String>committed(() -> {
                        try (Connection connection = database.pool.getConnection()) {
                            return setting(connection);
                        }
                    }))
                    .isEqualTo("on");
        }
    }

    /**
     * The pool, with connections that record, when they are closed, how their transaction is going to be committed. What commits itself is
     * held in a transaction until then, so that it can be asked.
     */
    private DataSource recording() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, args) -> recording(database.pool.getConnection()));
    }

    private Connection recording(Connection connection) throws SQLException {
        boolean commitsItself = connection.getAutoCommit();
        if (commitsItself) {
            connection.setAutoCommit(false);
        }
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    if (method.getName().equals("close")) {
                        forced.add(setting(connection));
                        if (commitsItself) {
                            connection.commit();
                            connection.setAutoCommit(true);
                        }
                    }
                    try {
                        return method.invoke(connection, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static String setting(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('synchronous_commit')")) {
            row.next();
            return row.getString(1);
        }
    }
}
