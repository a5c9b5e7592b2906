package org.atomicevents.tests.tailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.atomicevents.tests.tailing.RunningTailer.event;
import static org.atomicevents.tests.tailing.RunningTailer.events;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.atomicevents.Anomaly;
import org.atomicevents.Event;
import org.atomicevents.tailing.TailingPublisher;
import org.atomicevents.tests.tailing.RunningTailer.Strategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reader of the log against a real PostgreSQL: its confirmations, and the cases that it ends, is late or is alone. */
class LogTailerIT {

    private final MemoryBroker broker = new MemoryBroker();
    private LogDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = new LogDatabase();
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyAttributeArrivesAndNothingIsLeft(Strategy strategy) throws Exception {
        Event rich = new Event(
                "id",
                URI.create("/test"),
                "test.Rich",
                "subject",
                Instant.parse("2026-02-28T23:59:59.123456Z"),
                "application/octet-stream",
                new byte[] {0, 1, -1, 127, -128},
                Map.of("traceparent", "00-4bf92f", "tenant", "ünï"));
        try (RunningTailer running = new RunningTailer(database, strategy, broker).started()) {
            running.publish(rich);
            running.awaitReceived(List.of(rich));
        }
        assertThat(database.text("SELECT count(*) FROM outbox_log")).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource
    void whatRollsBackDoesNotArrive(Strategy strategy) throws Exception {
        try (RunningTailer running = new RunningTailer(database, strategy, broker).started()) {
            database.jta.manager.begin();
            running.publisher.publish(event("a1"));
            database.jta.manager.rollback();
            running.publish(event("a2"));
            RunningTailer.await(() -> !broker.ids().isEmpty());
        }
        assertThat(broker.ids()).containsExactly("a2");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCommittedWhileNobodyReadsArrivesInOrder(Strategy strategy) throws Exception {
        try (RunningTailer first = new RunningTailer(database, strategy, broker).started()) {
            first.publish(events("a", 1, 3));
            RunningTailer.await(() -> broker.ids().size() == 3);
        }
        try (RunningTailer second = new RunningTailer(database, strategy, broker)) {
            second.publish(events("a", 4, 50));
            second.started();
            RunningTailer.await(() -> broker.ids().size() == 50);
        }
        assertThat(broker.ids()).isEqualTo(ids("a", 1, 50));
    }

    /** T-16: a broker that has not answered keeps the place in the log where it is. */
    @ParameterizedTest
    @EnumSource
    void nothingIsConfirmedBeforeTheBrokerHasIt(Strategy strategy) throws Exception {
        broker.away(true);
        String before;
        try (RunningTailer first = new RunningTailer(database, strategy, broker).started()) {
            before = database.confirmed(first.slot);
            first.publish(events("a", 1, 3));
            RunningTailer.await(() -> broker.calls() >= 3);
            assertThat(database.confirmed(first.slot)).isEqualTo(before);
        }
        broker.away(false);
        try (RunningTailer second = new RunningTailer(database, strategy, broker).started()) {
            RunningTailer.await(() -> broker.ids().size() == 3);
            RunningTailer.await(() -> !database.confirmed(second.slot).equals(before));
        }
        assertThat(broker.ids()).isEqualTo(ids("a", 1, 3));
    }

    /** T-15: what was delivered is confirmed at once, so that a restart does not send it again. */
    @ParameterizedTest
    @EnumSource
    void whatWasDeliveredDoesNotComeAgain(Strategy strategy) throws Exception {
        try (RunningTailer first = new RunningTailer(database, strategy, broker).started()) {
            first.publish(events("a", 1, 4));
            String last = database.text("SELECT pg_current_wal_insert_lsn()");
            first.publish(event("a5"));
            RunningTailer.await(() -> database.isConfirmed(first.slot, last));
        }
        MemoryBroker other = new MemoryBroker();
        try (RunningTailer second = new RunningTailer(database, strategy, other).started()) {
            second.publish(event("a6"));
            RunningTailer.await(() -> other.ids().contains("a6"));
        }
        assertThat(other.ids()).containsExactly("a6");
    }

    @ParameterizedTest
    @EnumSource
    void oneTransactionWithMoreEventsThanABatchArrivesWholeAndInOrder(Strategy strategy) throws Exception {
        try (RunningTailer running = new RunningTailer(database, strategy, broker).started()) {
            database.jta.committed(() -> {
                for (Event event : events("a", 1, 1000)) {
                    running.publisher.publish(event);
                }
                return null;
            });
            RunningTailer.await(() -> broker.ids().size() >= 1000);
        }
        assertThat(broker.ids()).isEqualTo(ids("a", 1, 1000));
    }

    @ParameterizedTest
    @EnumSource
    void oneServerReadsAndTheOtherTakesOverWithoutAGap(Strategy strategy) throws Exception {
        RunningTailer first = new RunningTailer(database, strategy, broker).started();
        first.awaitReading();
        try (RunningTailer second = new RunningTailer(database, strategy, broker).started()) {
            first.publish(events("a", 1, 20));
            RunningTailer.await(() -> broker.ids().size() == 20);
            assertThat(second.tailer.isReading()).isFalse();
            assertThat(second.tailer.failure()).isEmpty();

            first.close();
            second.publish(events("a", 21, 40));
            RunningTailer.await(() -> broker.ids().size() == 40);
            assertThat(second.tailer.isReading()).isTrue();
        } finally {
            first.close();
        }
        assertThat(broker.ids()).isEqualTo(ids("a", 1, 40));
    }

    /** The reader's process dies: its connections are cut. */
    @ParameterizedTest
    @EnumSource
    void aReaderThatLostItsConnectionsStartsOver(Strategy strategy) throws Exception {
        try (RunningTailer running = new RunningTailer(database, strategy, broker).started()) {
            running.publish(events("a", 1, 5));
            RunningTailer.await(() -> broker.ids().size() == 5);
            LogDatabase.onServer("SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = '"
                    + running.slot.names().slot() + "'");
            running.publish(events("a", 6, 10));
            RunningTailer.await(() -> broker.ids().size() == 10);
        }
        assertThat(broker.ids()).isEqualTo(ids("a", 1, 10));
    }

    /** A fenced reader must not send: another one may be ahead of it. */
    @ParameterizedTest
    @EnumSource
    void aReaderThatWasReplacedWhileItSleptSendsNothing(Strategy strategy) throws Exception {
        try (RunningTailer running = new RunningTailer(database, strategy, broker).started()) {
            running.awaitReading();
            running.publish(event("a1"));
            RunningTailer.await(() -> broker.ids().size() == 1);
            running.lease.takeOver("another");
            // It looks once a second, so one of these finds out; it stops, takes over again, and loses none of them.
            for (int number = 2; epoch() < 3 && number < 500; number++) {
                running.publish(event("a" + number));
            }
            int last = 1000;
            running.publish(event("a" + last));
            RunningTailer.await(() -> broker.ids().contains("a1000"));
            assertThat(epoch()).isEqualTo(3);
            assertThat(broker.ids()).isEqualTo(broker.ids().stream().distinct().toList());
        }
    }

    /** T-3: reading the log does not wait for old transactions, in doubt or not. */
    @ParameterizedTest
    @EnumSource
    void aPreparedTransactionElsewhereStallsNothing(Strategy strategy) throws Exception {
        try (RunningTailer running = new RunningTailer(database, strategy, broker).started()) {
            running.awaitReading();
            try (Connection connection = database.address().dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("CREATE TABLE in_doubt (id int)");
                statement.execute("PREPARE TRANSACTION 'in doubt'");
                connection.setAutoCommit(true);
                running.publish(events("a", 1, 5));
                RunningTailer.await(() -> broker.ids().size() == 5);
                statement.execute("ROLLBACK PREPARED 'in doubt'");
            }
        }
        assertThat(broker.ids()).isEqualTo(ids("a", 1, 5));
    }

    /** T-18: what was prepared before a crash is delivered when it is committed, and not if it is rolled back. */
    @ParameterizedTest
    @EnumSource
    void anEventSurvivesTwoPhaseCommit(Strategy strategy) throws Exception {
        try (RunningTailer running = new RunningTailer(database, strategy, broker).started();
                Connection connection = database.address().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            running.awaitReading();
            for (String id : List.of("a1", "a2")) {
                connection.setAutoCommit(false);
                running.capture.record(connection, event(id));
                statement.execute("PREPARE TRANSACTION '" + id + "'");
                connection.setAutoCommit(true);
            }
            running.publish(event("b1"));
            RunningTailer.await(() -> broker.ids().contains("b1"));
            assertThat(broker.ids()).containsExactly("b1");
            statement.execute("ROLLBACK PREPARED 'a1'");
            statement.execute("COMMIT PREPARED 'a2'");
            RunningTailer.await(() -> broker.ids().size() == 2);
        }
        assertThat(broker.ids()).containsExactly("b1", "a2");
    }

    /** EARLY: a commit that waits for a standby is in the log, and delivered, before anybody can see it. */
    @Test
    void anEventMayArriveBeforeItsChangeIsVisible() throws Exception {
        try (RunningTailer running = new RunningTailer(database, Strategy.MESSAGE, broker).started()) {
            running.publish(event("b1"));
            RunningTailer.await(() -> broker.ids().contains("b1"));
            database.execute("CREATE TABLE change (id int)");
            LogDatabase.setting("synchronous_standby_names", "'nobody'");
            CompletableFuture<Void> commit;
            try {
                commit = CompletableFuture.runAsync(() -> changeAndPublish(running, event("a1")));
                RunningTailer.await(() -> broker.ids().contains("a1"));
                assertThat(database.text("SELECT count(*) FROM change")).isEqualTo("0");
                assertThat(commit).isNotDone();
            } finally {
                LogDatabase.setting("synchronous_standby_names", "''");
            }
            commit.join();
            assertThat(database.text("SELECT count(*) FROM change")).isEqualTo("1");
        }
        assertThat(TailingPublisher.GUARANTEES.admits(Anomaly.EARLY)).isTrue();
    }

    private long epoch() throws SQLException {
        return Long.parseLong(database.text("SELECT epoch FROM tailing_reader"));
    }

    private void changeAndPublish(RunningTailer running, Event event) {
        try (Connection connection = database.address().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO change VALUES (1)");
            running.capture.record(connection, event);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> ids(String subject, int from, int to) {
        List<String> ids = new ArrayList<>();
        for (int number = from; number <= to; number++) {
            ids.add(subject + number);
        }
        return ids;
    }
}
