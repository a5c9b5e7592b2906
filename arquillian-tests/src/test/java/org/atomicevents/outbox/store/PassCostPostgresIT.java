package org.atomicevents.outbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.atomicevents.Event;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows that PostgreSQL touches for one pass, as it counts them itself: what is not sent costs nothing, however much there is of it. */
class PassCostPostgresIT {

    private static final int BATCH = 100;

    /** Each entry of a batch is read once, and asked for once among what stands aside. */
    private static final long MOST = 3L * BATCH;

    private static final String TOUCHED = """
            SELECT (SELECT coalesce(sum(seq_tup_read), 0) FROM pg_stat_user_tables
                    WHERE schemaname = current_schema() AND relname IN ('outbox', 'outbox_aside'))
              + (SELECT coalesce(sum(idx_tup_read), 0) FROM pg_stat_user_indexes
                 WHERE schemaname = current_schema() AND relname IN ('outbox', 'outbox_aside'))
            """;

    private OutboxFixture outbox;
    private TestDatabase database;
    private OutboxStore store;
    private Shards mine;

    @BeforeEach
    void open() throws Exception {
        outbox = OutboxFixture.install();
        database = outbox.database;
        store = outbox.store("here", counting());
        mine = outbox.shards("here");
    }

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    void aPassReadsWhatItSendsHoweverMuchWaits() throws Exception {
        waiting(1_000, "n % 500");
        long few = touched(() -> pass(BATCH));
        waiting(100_000, "n % 500");
        long many = touched(() -> pass(BATCH));

        assertThat(few).isBetween((long) BATCH, MOST);
        assertThat(many).isBetween((long) BATCH, MOST);
    }

    /** Seen: one parked subject with a million behind it cost half a second a pass, 300,000 parked subjects ten seconds. */
    @Test
    void aPassReadsWhatItSendsWhateverIsParked() throws Exception {
        execute(ASIDE.formatted("n", "now()", 20_000));
        execute(ASIDE.formatted("0", "CASE WHEN n = 1 THEN now() END", 50_000));
        database.execute("ANALYZE outbox_aside");
        waiting(BATCH, "'other ' || n");

        assertThat(touched(() -> pass(BATCH))).isBetween((long) BATCH, MOST);
    }

    /** A plan for an empty table is kept, and what it would cost now is nobody's question. */
    @Test
    void aPassReadsWhatItSendsAlthoughTheTablesWereEmptyWhenItWasPlanned() throws Exception {
        database.execute("VACUUM ANALYZE outbox");
        database.execute("VACUUM ANALYZE outbox_aside");
        for (int i = 0; i < 20; i++) {
            pass(0);
            store.settle(List.of(new Entry(new Place(i, "none", i), Events.event("a1"), 0)));
        }
        execute(WAITING.formatted("n % 500", 100_000));
        execute(ASIDE.formatted("n", "now()", 20_000));

        assertThat(touched(() -> pass(BATCH))).isBetween((long) BATCH, MOST);
        List<Entry> sent = store.read(new Reading(mine, 0, BATCH)).entries();
        assertThat(touched(() -> {
                    assertThat(store.settle(sent)).isEqualTo(BATCH);
                    return null;
                }))
                .isBetween((long) BATCH, MOST);
        List<Entry> next = store.read(new Reading(mine, 0, BATCH)).entries();
        assertThat(touched(() -> {
                    Settled settled = store.settleAndRead(next, new Reading(mine, 0, BATCH));
                    assertThat(settled.deleted()).isEqualTo(BATCH);
                    assertThat(settled.next().entries()).hasSize(BATCH);
                    return null;
                }))
                .isBetween(2L * BATCH, 2 * MOST);
    }

    /** And what follows a parked entry is moved out of the way, once. */
    @Test
    void whatIsBehindAParkedEntryIsReadOnce() throws Exception {
        execute(ASIDE.formatted("0", "now()", 1));
        waiting(5 * BATCH, "'subject 0'");
        for (int i = 0; i < 5; i++) {
            Batch batch = store.read(new Reading(mine, i, BATCH));
            assertThat(batch.behind()).hasSize(BATCH);
            store.aside().change(mine, new AsideChange(batch.behind(), List.of(), List.of()));
        }
        // The first one notices that they are gone.
        pass(0);
        assertThat(touched(() -> pass(0))).isLessThan(10);
    }

    /** Seen: 100,000 entries of one subject cost eleven seconds a batch. */
    @Test
    void theHandOffReadsNoMoreOfASubjectThanItsBatch() throws Exception {
        execute(WAITING.formatted("'hot'", 50_000));
        execute("UPDATE outbox SET reserved_by = 'there', reserved_until = now() + interval '1 hour'");
        database.execute("ANALYZE outbox");
        Entry ours = database.committed(() -> {
            try (Connection connection = database.pool.getConnection()) {
                Event event = Events.event("h1");
                Event hot = new Event(
                        "h1", event.source(), event.type(), "hot", event.time(), "c", new byte[0], event.extensions());
                return store.appendReserved(connection, hot, Duration.ofHours(1));
            }
        });

        long touched = touched(() -> {
            BatchStatus status = store.status(List.of(ours), Duration.ZERO);
            assertThat(status.of(ours)).isEqualTo(BatchStatus.EntryStatus.BEHIND);
            return null;
        });
        assertThat(touched).isBetween(1L, 10L);
    }

    private static final String WAITING = """
            INSERT INTO outbox (application, strategy, event_id, source, type, subject, time, datacontenttype, data)
            SELECT 'tests', 'outbox-polling', gen_random_uuid()::text, '/test', 't', %s, now(), 'c', 'x'::bytea
            FROM generate_series(1, %d) AS n
            """;

    private static final String ASIDE = """
            INSERT INTO outbox_aside (application, strategy, shard, seq, event_id, source, type, subject, time, datacontenttype, data,
                appended_at, attempts, parked_at, last_error)
            SELECT 'tests', 'outbox-polling', hashtextextended(subject, 7116894) & 63, nextval('outbox_seq_seq'), gen_random_uuid()::text,
                '/test', 't', subject, now(), 'c', 'x'::bytea, now(), 10, parked_at, 'no'
            FROM (SELECT 'subject ' || %s AS subject, %s AS parked_at FROM generate_series(1, %d) AS n) AS entry
            """;

    /** Counted before it returns. */
    private void execute(String sql) throws Exception {
        database.execute(sql + "; SELECT pg_stat_force_next_flush()");
    }

    private void waiting(int entries, String subject) throws Exception {
        execute(WAITING.formatted(subject, entries));
        database.execute("ANALYZE outbox");
    }

    private Void pass(int expected) throws Exception {
        assertThat(store.read(new Reading(mine, 0, BATCH)).entries()).hasSize(expected);
        assertThat(store.aside().due(mine, BATCH).entries()).isEmpty();
        return null;
    }

    private long touched(Callable<Void> work) throws Exception {
        long before = database.number(TOUCHED);
        work.call();
        return database.number(TOUCHED) - before;
    }

    /** The pool, with connections that make PostgreSQL count at once what they did, not within a second. */
    private DataSource counting() {
        return proxy(DataSource.class, database.pool);
    }

    private <T> T proxy(Class<T> type, Object object) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                    if (object instanceof Connection connection
                            && method.getName().equals("close")) {
                        try (Statement statement = connection.createStatement()) {
                            statement.execute("SELECT pg_stat_force_next_flush()");
                        }
                    }
                    try {
                        Object result = method.invoke(object, args);
                        return result instanceof Connection ? proxy(Connection.class, result) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
