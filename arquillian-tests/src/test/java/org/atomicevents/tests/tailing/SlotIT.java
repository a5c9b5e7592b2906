package org.atomicevents.tests.tailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.atomicevents.tests.tailing.RunningTailer.event;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.atomicevents.tailing.engine.DatabaseAddress;
import org.atomicevents.tailing.store.Requirements;
import org.atomicevents.tailing.store.Slot;
import org.atomicevents.tests.tailing.RunningTailer.Strategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Slots and publications: made once, watched, missed loudly, removed. */
class SlotIT {

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
    void preparingTwiceChangesNothing(Strategy strategy) throws SQLException {
        Slot slot = RunningTailer.slot(database, strategy);
        assertThat(slot.prepare()).isEmpty();
        String confirmed = database.confirmed(slot);
        assertThat(slot.prepare()).isEmpty();
        assertThat(database.confirmed(slot)).isEqualTo(confirmed);
        assertThat(slot.state().orElseThrow().active()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aLostSlotIsLoudAndNeverMadeAnew(Strategy strategy) throws SQLException {
        Slot slot = RunningTailer.slot(database, strategy);
        slot.prepare();
        database.execute("SELECT pg_drop_replication_slot('" + slot.names().slot() + "')");

        assertThat(slot.prepare().orElseThrow().message())
                .contains(slot.names().slot() + " is gone")
                .contains("NOT delivered")
                .contains("DELETE FROM tailing_reader WHERE strategy = '" + strategy.id + "'");
        assertThat(slot.state()).isEmpty();
    }

    /** The engine would silently make a new slot, which begins at the end of the log. */
    @ParameterizedTest
    @EnumSource
    void aSlotThatIsLostWhileItIsReadEndsTheReading(Strategy strategy) throws Exception {
        try (RunningTailer running = new RunningTailer(database, strategy, broker).started()) {
            running.publish(event("a1"));
            RunningTailer.await(() -> broker.ids().size() == 1);
            RunningTailer.await(() -> running.tailer.isReading());
            for (int attempt = 0; attempt < 100 && running.slot.state().isPresent(); attempt++) {
                database.execute("SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = '"
                        + running.slot.names().slot() + "' AND active");
                database.execute(
                        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '"
                                + running.slot.names().slot() + "' AND NOT active");
            }
            RunningTailer.await(() -> running.tailer.failure().orElse("").contains("is gone"));
            assertThat(running.tailer.isReading()).isFalse();
            assertThat(running.slot.state()).isEmpty();
        }
    }

    /** A slot that is back at an earlier position, as after a fail-over: a reader with a position of its own would skip events. */
    @ParameterizedTest
    @EnumSource
    void theReaderBeginsWhereTheSlotStandsWhateverWasReadBefore(Strategy strategy) throws Exception {
        String slot;
        try (RunningTailer first = new RunningTailer(database, strategy, broker)) {
            slot = first.slot.names().slot();
            first.slot.prepare();
            database.execute("SELECT pg_copy_logical_replication_slot('" + slot + "', '" + slot + "_then')");
            first.started();
            first.publish(event("a1"), event("a2"), event("a3"));
            String last = database.text("SELECT pg_current_wal_insert_lsn()");
            first.publish(event("a4"));
            RunningTailer.await(() -> database.isConfirmed(first.slot, last));
        }
        database.execute("SELECT pg_drop_replication_slot('" + slot + "')");
        database.execute("SELECT pg_copy_logical_replication_slot('" + slot + "_then', '" + slot + "')");
        MemoryBroker other = new MemoryBroker();
        try (RunningTailer second = new RunningTailer(database, strategy, other).started()) {
            second.publish(event("a5"));
            RunningTailer.await(() -> other.ids().contains("a5"));
        }
        assertThat(other.ids()).containsExactly("a1", "a2", "a3", "a4", "a5");
    }

    /** T-17: a slot that is too far behind is given up by the database rather than filling the disk. */
    @Test
    void anInvalidatedSlotIsLoud() throws Exception {
        Slot slot = RunningTailer.slot(database, Strategy.ROW);
        slot.prepare();
        LogDatabase.setting("max_slot_wal_keep_size", "'1MB'");
        try {
            database.execute("CREATE TABLE much (text text)");
            for (int segment = 0; segment < 10 && !slot.state().orElseThrow().lost(); segment++) {
                database.execute("INSERT INTO much SELECT repeat('x', 1000) FROM generate_series(1, 20000)");
                database.execute("SELECT pg_switch_wal()");
                database.execute("CHECKPOINT");
            }
            assertThat(slot.damage().orElseThrow().message())
                    .contains("invalidated")
                    .contains("max_slot_wal_keep_size");
        } finally {
            LogDatabase.setting("max_slot_wal_keep_size", "'-1'");
        }
    }

    @Test
    void aPublicationThatLostItsTableIsLoud() throws SQLException {
        Slot slot = RunningTailer.slot(database, Strategy.ROW);
        slot.prepare();
        database.execute("ALTER PUBLICATION " + slot.names().publication() + " DROP TABLE outbox_log");

        assertThat(slot.damage().orElseThrow().message()).contains("no longer publishes the inserts of outbox_log");
    }

    /** Nobody offers the strategy any more, and the database keeps its log for it until its disk is full. */
    @ParameterizedTest
    @EnumSource
    void aSlotWithoutAReaderIsTold(Strategy strategy) throws Exception {
        assertThat(RunningTailer.slot(database, strategy).abandoned()).isEmpty();
        try (RunningTailer running = new RunningTailer(database, strategy, broker).started()) {
            running.awaitReading();
            RunningTailer.await(() -> running.slot.abandoned().isEmpty());
        }
        Slot slot = RunningTailer.slot(database, strategy);
        RunningTailer.await(() -> slot.abandoned().isPresent());
        Duration before = slot.abandoned().orElseThrow().since();
        RunningTailer.await(() -> slot.abandoned().orElseThrow().since().compareTo(before) > 0);
        assertThat(slot.abandoned().orElseThrow().bytes()).isPositive();
        assertThat(before).isLessThan(Duration.ofMinutes(5));
    }

    /** T-17: others write, this service publishes nothing; without a heartbeat the log is kept. */
    @ParameterizedTest
    @EnumSource
    void aHeartbeatAdvancesAnIdleSlot(Strategy strategy) throws Exception {
        try (RunningTailer running = new RunningTailer(database, strategy, broker).started()) {
            running.awaitReading();
            database.execute("CREATE TABLE others (text text)");
            database.execute("INSERT INTO others SELECT repeat('x', 1000) FROM generate_series(1, 5000)");
            assertThat(running.lag()).isGreaterThan(5_000_000);

            running.lease.beat();

            RunningTailer.await(() -> running.lag() < 100_000);
        }
        assertThat(broker.ids()).isEmpty();
    }

    /** T-3: making a slot waits for every transaction under way, but not for ever. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aSlotThatHasToWaitForAnInDoubtTransactionIsRefusedWithTheReason() throws Exception {
        try (Connection connection = database.address().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("CREATE TABLE in_doubt (id int)");
            statement.execute("PREPARE TRANSACTION 'in doubt'");
            connection.setAutoCommit(true);
            try {
                Slot slot = RunningTailer.slot(database, Strategy.MESSAGE);
                assertThat(slot.prepare().orElseThrow().message())
                        .contains("could not be made within")
                        .contains("pg_prepared_xacts");
                assertThat(slot.state()).isEmpty();
            } finally {
                statement.execute("ROLLBACK PREPARED 'in doubt'");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void removingLeavesNothingAndIsRepeatable(Strategy strategy) throws SQLException {
        Slot slot = RunningTailer.slot(database, strategy);
        slot.prepare();

        slot.remove();
        slot.remove();

        assertThat(slot.state()).isEmpty();
        assertThat(database.text("SELECT count(*) FROM pg_publication")).isEqualTo("0");
        assertThat(database.text("SELECT count(*) FROM tailing_reader")).isEqualTo("0");
        assertThat(slot.prepare()).isEmpty();
    }

    @Test
    void aUserWhoMayNotReplicateIsRefusedWithTheCommand() throws SQLException {
        String role = "r" + database.name;
        database.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'secret'");
        try {
            DatabaseAddress reader = new DatabaseAddress(database.url(), role, "secret");
            assertThat(Requirements.missing(database.jta.pool, reader.dataSource(), role)
                            .orElseThrow()
                            .message())
                    .contains("ALTER ROLE \"" + role + "\" REPLICATION");

            database.execute("ALTER ROLE " + role + " REPLICATION");
            assertThat(Requirements.missing(database.jta.pool, reader.dataSource(), role))
                    .isEmpty();

            DatabaseAddress wrong = new DatabaseAddress(database.url(), role, "wrong");
            assertThat(Requirements.missing(database.jta.pool, wrong.dataSource(), role)
                            .orElseThrow()
                            .message())
                    .contains("cannot sign in as " + role)
                    .contains("atomicevents.tailing.password");
        } finally {
            database.execute("DROP ROLE " + role);
        }
    }

    @Test
    void anotherDatabaseThanTheDataSourcesIsRefused() throws SQLException {
        try (LogDatabase other = new LogDatabase()) {
            assertThat(Requirements.missing(database.jta.pool, other.address().dataSource(), "atomicevents")
                            .orElseThrow()
                            .message())
                    .contains("both have to be the same database");
        }
    }
}
