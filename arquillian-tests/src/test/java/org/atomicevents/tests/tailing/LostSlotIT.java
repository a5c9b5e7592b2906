package org.atomicevents.tests.tailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.atomicevents.tests.tailing.RunningTailer.event;

import java.sql.SQLException;
import org.atomicevents.PublishException;
import org.atomicevents.tests.tailing.RunningTailer.Strategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An event that no reader will ever see is not accepted; and a slot that the server can carry over a fail-over is. */
class LostSlotIT {

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
    void publishIsRefusedWhenTheSlotIsGone(Strategy strategy) throws Exception {
        RunningTailer running = new RunningTailer(database, strategy, broker);
        running.slot.prepare();
        database.execute("CREATE TABLE change (id int)");
        running.publish(event("a1"));
        database.execute(
                "SELECT pg_drop_replication_slot('" + running.slot.names().slot() + "')");

        assertThatThrownBy(() -> database.jta.committed(() -> {
                    database.jta.execute("INSERT INTO change VALUES (1)");
                    running.publisher.publish(event("a2"));
                    return null;
                }))
                .isInstanceOf(PublishException.class)
                .hasStackTraceContaining(
                        "the replication slot " + running.slot.names().slot() + " is lost")
                .hasStackTraceContaining("nobody would ever read the event");
        assertThat(database.text("SELECT count(*) FROM change")).isEqualTo("0");
    }

    @Test
    void publishIsRefusedWhenTheSlotIsInvalidated() throws Exception {
        RunningTailer running = new RunningTailer(database, Strategy.MESSAGE, broker);
        running.slot.prepare();
        LogDatabase.setting("max_slot_wal_keep_size", "'1MB'");
        try {
            database.execute("CREATE TABLE much (text text)");
            for (int segment = 0;
                    segment < 10 && !running.slot.state().orElseThrow().lost();
                    segment++) {
                database.execute("INSERT INTO much SELECT repeat('x', 1000) FROM generate_series(1, 20000)");
                database.execute("SELECT pg_switch_wal()");
                database.execute("CHECKPOINT");
            }
            assertThatThrownBy(() -> running.publish(event("a1")))
                    .isInstanceOf(PublishException.class)
                    .hasStackTraceContaining(
                            "the replication slot " + running.slot.names().slot() + " is lost");
        } finally {
            LogDatabase.setting("max_slot_wal_keep_size", "'-1'");
        }
    }

    @Test
    void publishIsRefusedWhenThePublicationLostItsTable() throws Exception {
        RunningTailer running = new RunningTailer(database, Strategy.ROW, broker);
        running.slot.prepare();
        database.execute("ALTER PUBLICATION " + running.slot.names().publication() + " DROP TABLE outbox_log");

        assertThatThrownBy(() -> running.publish(event("a1")))
                .isInstanceOf(PublishException.class)
                .hasStackTraceContaining(
                        "the publication " + running.slot.names().publication() + " is lost");
    }

    /** PostgreSQL 17 and newer copy such a slot to the standby that takes over. */
    @ParameterizedTest
    @EnumSource
    void aSlotIsMadeToSurviveAFailOver(Strategy strategy) throws SQLException {
        RunningTailer.slot(database, strategy).prepare();
        assertThat(database.text("SELECT failover FROM pg_replication_slots WHERE database = '" + database.name + "'"))
                .isEqualTo("t");
    }
}
