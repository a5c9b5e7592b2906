package org.atomicevents.outbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.atomicevents.Event;
import org.atomicevents.jdbc.EventColumns;
import org.atomicevents.jdbc.Schema;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables of before there were applications, with entries that wait. */
class UpgradeTest {

    private static final int WAITING = 1000;
    private static final int SUBJECTS = 7;
    private static final int LIMIT = 300;
    private static final Duration LONG = Duration.ofMinutes(5);

    private TestDatabase database;
    private OutboxSql sql;

    @BeforeEach
    void oldTables() throws Exception {
        database = TestDatabase.h2OrPostgres("outbox_upgrade");
        sql = OutboxSql.of(database.kind());
        Schema.apply(
                database.pool, UpgradeTest.class, "/upgrade/" + database.kind().script("outbox-before-applications"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatWaitsIsDeliveredCompletelyAndInOrder() throws Exception {
        List<String> before = waiting();
        OutboxStore.install(database.pool, sql, OutboxFixture.LANE, OutboxFixture.DESTINATION);
        OutboxStore store = store();
        assertThat(drained(store)).isEqualTo(before);
        assertThat(database.number("SELECT count(*) FROM outbox")).isZero();
    }

    @Test
    void whatIsParkedStaysParkedAndHoldsItsSubject() throws Exception {
        waiting();
        database.execute("UPDATE outbox SET parked_at = CURRENT_TIMESTAMP, attempts = 10, last_error = 'no'"
                + " WHERE event_id = 'a0'");
        OutboxStore.install(database.pool, sql, OutboxFixture.LANE, OutboxFixture.DESTINATION);
        assertThat(drained(store())).noneMatch(id -> id.startsWith("a"));
        OutboxOperations operations = new OutboxOperations(database.transactions, OutboxFixture.LANE);
        assertThat(operations.parked(10))
                .singleElement()
                .satisfies(parked -> assertThat(parked.eventId()).isEqualTo("a0"));
        assertThat(operations.pending()).isEqualTo((WAITING - 1) / SUBJECTS);
    }

    /** The first application takes them over; a second one finds none, and the strategies keep apart. */
    @Test
    void onlyTheFirstApplicationTakesThemOver() throws Exception {
        waiting();
        OutboxStore.install(database.pool, sql, new Lane("first", "outbox-notify"), OutboxFixture.DESTINATION);
        OutboxStore.install(database.pool, sql, OutboxFixture.LANE, OutboxFixture.DESTINATION);
        Lane second = new Lane("second", OutboxFixture.STRATEGY);
        OutboxStore.install(database.pool, sql, second, OutboxFixture.DESTINATION);
        assertThat(new OutboxOperations(database.transactions, second).pending())
                .isZero();
        assertThat(new OutboxOperations(database.transactions, OutboxFixture.LANE).pending())
                .isEqualTo(WAITING);
    }

    /** A newer version deploys again and again. */
    @Test
    void theSecondInstallationChangesNothing() throws Exception {
        waiting();
        for (int i = 0; i < 2; i++) {
            assertThat(OutboxStore.install(database.pool, sql, OutboxFixture.LANE, OutboxFixture.DESTINATION))
                    .isEqualTo(OutboxFixture.DESTINATION);
        }
        assertThat(drained(store())).hasSize(WAITING);
    }

    private OutboxStore store() {
        return new OutboxStore(database.transactions, sql, OutboxFixture.LANE, "here", Duration.ofSeconds(1));
    }

    private static List<String> drained(OutboxStore store) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int pass = 0; pass <= WAITING / LIMIT + 1; pass++) {
            Claim claim = store.claim(LIMIT, LONG);
            claim.events().forEach(event -> ids.add(event.id()));
            store.settle(claim.entries());
        }
        return ids;
    }

    private List<String> waiting() throws Exception {
        List<String> ids = new ArrayList<>();
        database.committed(() -> {
            try (Connection connection = database.pool.getConnection();
                    PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO outbox (strategy, %s) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                    .formatted(EventColumns.NAMES))) {
                for (int i = 0; i < WAITING; i++) {
                    Event event = Events.event((char) ('a' + i % SUBJECTS) + Integer.toString(i));
                    insert.setString(1, OutboxFixture.STRATEGY);
                    EventColumns.bind(event, insert, 2);
                    insert.executeUpdate();
                    ids.add(event.id());
                }
                return null;
            }
        });
        return ids;
    }
}
