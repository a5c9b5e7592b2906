package org.atomicevents.outbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.atomicevents.Event;
import org.atomicevents.jdbc.EventColumns;
import org.atomicevents.jdbc.Schema;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of older versions, with entries that wait. */
class UpgradeTest {

    private static final String BEFORE_APPLICATIONS = "outbox-before-applications";
    private static final String BEFORE_SHARDS = "outbox-before-shards";
    private static final int WAITING = 1000;
    private static final int SUBJECTS = 7;
    private static final int LIMIT = 300;

    private TestDatabase database;
    private OutboxSql sql;
    private Shards mine;

    @BeforeEach
    void open() throws Exception {
        database = TestDatabase.h2OrPostgres("outbox_upgrade");
        sql = OutboxSql.of(database.kind());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {BEFORE_APPLICATIONS, BEFORE_SHARDS})
    void whatWaitsIsDeliveredCompletelyAndInOrder(String layout) throws Exception {
        List<String> before = waiting(layout);
        install(OutboxFixture.LANE);
        List<String> drained = drained();
        assertThat(drained).containsExactlyInAnyOrderElementsOf(before);
        inOrder(drained, before);
        assertThat(database.number("SELECT count(*) FROM outbox")).isZero();
    }

    /** A deployment that offers no outbox strategy upgrades nothing, and yet somebody has to hear of what waits. */
    @ParameterizedTest
    @ValueSource(strings = {BEFORE_APPLICATIONS, BEFORE_SHARDS})
    void whatWaitsIsToldBeforeTheUpgradeToo(String layout) throws Exception {
        waiting(layout);
        assertThat(left(OutboxFixture.LANE)).isEqualTo(WAITING);
        assertThat(left(new Lane(OutboxFixture.APPLICATION, "outbox-notify"))).isZero();
        install(new Lane(OutboxFixture.APPLICATION, "outbox-notify"));
        assertThat(left(OutboxFixture.LANE)).as("adopted by nobody yet").isEqualTo(WAITING);
    }

    private long left(Lane lane) throws Exception {
        return LeftEntries.of(database.pool, database.transactions, lane).waiting();
    }

    @ParameterizedTest
    @ValueSource(strings = {BEFORE_APPLICATIONS, BEFORE_SHARDS})
    void whatIsParkedOrPutOffStaysSoAndHoldsItsSubject(String layout) throws Exception {
        List<String> before = waiting(layout);
        database.execute("UPDATE outbox SET parked_at = CURRENT_TIMESTAMP, attempts = 10, last_error = 'no'"
                + " WHERE event_id = 'a0'");
        database.execute("UPDATE outbox SET attempts = 2, last_error = 'later' WHERE event_id = 'b1'");
        install(OutboxFixture.LANE);
        assertThat(drained()).noneMatch(id -> id.startsWith("a") || id.startsWith("b"));
        OutboxOperations operations = new OutboxOperations(database.transactions, sql, OutboxFixture.LANE);
        assertThat(operations.parked(10))
                .singleElement()
                .satisfies(parked -> assertThat(parked.eventId()).isEqualTo("a0"));
        int ofOneSubject = WAITING / SUBJECTS + 1;
        assertThat(operations.pending()).isEqualTo(2 * ofOneSubject - 1);

        Batch due = store().aside().due(mine, WAITING);
        assertThat(due.entries())
                .hasSize(ofOneSubject)
                .allMatch(entry -> entry.place().subject().equals("b"));
        assertThat(due.entries().get(0).attempts()).isEqualTo(2);
        inOrder(due.events().stream().map(Event::id).toList(), before);
        assertThat(operations.replay("/test", "a0")).isTrue();
        assertThat(store().aside().due(mine, WAITING).entries()).hasSize(2 * ofOneSubject);
    }

    /** The first application takes them over; a second one finds none, and the strategies keep apart. */
    @Test
    void onlyTheFirstApplicationTakesThemOver() throws Exception {
        waiting(BEFORE_APPLICATIONS);
        install(new Lane("first", "outbox-notify"));
        install(OutboxFixture.LANE);
        Lane second = new Lane("second", OutboxFixture.STRATEGY);
        install(second);
        assertThat(new OutboxOperations(database.transactions, sql, second).pending())
                .isZero();
        assertThat(new OutboxOperations(database.transactions, sql, OutboxFixture.LANE).pending())
                .isEqualTo(WAITING);
    }

    /** A newer version deploys again and again. */
    @ParameterizedTest
    @ValueSource(strings = {BEFORE_APPLICATIONS, BEFORE_SHARDS})
    void theSecondInstallationChangesNothing(String layout) throws Exception {
        waiting(layout);
        install(OutboxFixture.LANE);
        install(OutboxFixture.LANE);
        assertThat(drained()).hasSize(WAITING);
    }

    private void install(Lane lane) throws Exception {
        assertThat(OutboxTables.install(database.pool, sql, lane, OutboxFixture.DESTINATION))
                .isEqualTo(OutboxFixture.DESTINATION);
    }

    private OutboxStore store() {
        return new OutboxStore(database.transactions, sql, OutboxFixture.LANE, "here", Duration.ofSeconds(1));
    }

    private List<String> drained() throws Exception {
        OutboxStore store = store();
        LeaseStore leases = store.leases(OutboxFixture.LONG);
        leases.renew();
        mine = leases.take(Shards.COUNT).mine();
        List<String> ids = new ArrayList<>();
        for (int pass = 0; pass <= WAITING / LIMIT + 1; pass++) {
            Batch batch = store.read(new Reading(mine, pass, LIMIT));
            batch.events().forEach(event -> ids.add(event.id()));
            store.settle(batch.entries());
        }
        return ids;
    }

    /** Each subject's ids, which begin with it, in the order of {@code before}. */
    private static void inOrder(List<String> ids, List<String> before) {
        Stream.of("abcdefg".split("")).forEach(subject -> {
            List<String> of = ids.stream().filter(id -> id.startsWith(subject)).toList();
            if (!of.isEmpty()) {
                assertThat(of)
                        .isEqualTo(before.stream()
                                .filter(id -> id.startsWith(subject))
                                .toList());
            }
        });
    }

    private List<String> waiting(String layout) throws Exception {
        Schema.apply(
                database.pool, UpgradeTest.class, "/upgrade/" + database.kind().script(layout));
        boolean applications = layout.equals(BEFORE_SHARDS);
        List<String> ids = new ArrayList<>();
        database.committed(() -> {
            try (Connection connection = database.pool.getConnection();
                    PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO outbox (%s strategy, %s) VALUES (%s ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                    .formatted(
                                            applications ? "application," : "",
                                            EventColumns.NAMES,
                                            applications ? "'" + OutboxFixture.APPLICATION + "'," : ""))) {
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
