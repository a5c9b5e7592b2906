package org.atomicevents.tests.tailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.atomicevents.tests.tailing.RunningTailer.event;

import java.sql.SQLException;
import java.util.List;
import org.atomicevents.operations.ParkedEntry;
import org.atomicevents.tests.tailing.RunningTailer.Strategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Something in the log that looks like ours and is no event must stop neither the log nor other subjects, nor vanish. */
class UnreadableIT {

    private static final String LAYOUT_9 = "SELECT pg_logical_emit_message(true, 'atomicevents', '\\x09beef'::bytea)";

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

    @Test
    void aMessageThatIsNoEventIsQuarantinedAndTheOthersArrive() throws Exception {
        try (RunningTailer running = new RunningTailer(database, Strategy.MESSAGE, broker).started()) {
            running.publish(event("a1"));
            database.execute(LAYOUT_9);
            running.publish(event("a2"), event("b1"));
            RunningTailer.await(() -> broker.ids().size() == 3);

            ParkedEntry unreadable = onlyParked(running);
            assertThat(unreadable.lastError()).contains("has layout 9");
            assertThat(running.operations
                            .inspect(unreadable.source(), unreadable.eventId())
                            .orElseThrow()
                            .data())
                    .isEqualTo(new byte[] {9, (byte) 0xbe, (byte) 0xef});
        }
        assertThat(broker.ids()).containsExactly("a1", "a2", "b1");
    }

    /** Any role may write outside a transaction's fate, too: such a message is in the log at once. */
    @Test
    void aMessageOutsideAnyTransactionStopsNothing() throws Exception {
        try (RunningTailer running = new RunningTailer(database, Strategy.MESSAGE, broker).started()) {
            database.execute("SELECT pg_logical_emit_message(false, 'atomicevents', '\\x09'::bytea)");
            running.publish(event("a1"));
            RunningTailer.await(() -> broker.ids().size() == 1);
            onlyParked(running);
        }
    }

    @Test
    void whatIsQuarantinedIsConfirmedAndDoesNotComeAgain() throws Exception {
        try (RunningTailer first = new RunningTailer(database, Strategy.MESSAGE, broker).started()) {
            String before = database.text("SELECT pg_current_wal_insert_lsn()");
            database.execute(LAYOUT_9);
            RunningTailer.await(() -> database.isConfirmed(first.slot, before));
        }
        try (RunningTailer second = new RunningTailer(database, Strategy.MESSAGE, broker).started()) {
            second.publish(event("a1"));
            RunningTailer.await(() -> broker.ids().size() == 1);
            onlyParked(second);
        }
    }

    @Test
    void anUnreadableRowHoldsItsSubjectUntilItIsDiscarded() throws Exception {
        try (RunningTailer running = new RunningTailer(database, Strategy.ROW, broker).started()) {
            running.publish(event("a1"));
            insert("'id', 'no uri', 'type', 'a', now(), 'text/plain', 'x', NULL");
            running.publish(event("a2"), event("b1"));
            RunningTailer.await(() -> broker.ids().contains("b1"));
            assertThat(broker.ids()).containsExactly("a1", "b1");
            ParkedEntry unreadable = onlyParked(running);
            assertThat(unreadable.subject()).isEqualTo("a");
            assertThat(running.operations.pending()).isEqualTo(1);

            assertThat(running.operations.discard(unreadable.source(), unreadable.eventId()))
                    .isTrue();
            running.relay.deliverParked(100);
        }
        assertThat(broker.ids()).containsExactly("a1", "b1", "a2");
    }

    @Test
    void aReplayReadsItAgainAndNeverSendsWhatItCannotRead() throws Exception {
        try (RunningTailer running = new RunningTailer(database, Strategy.ROW, broker).started()) {
            insert("'id', 'no uri', 'type', 'a', now(), 'text/plain', 'x', NULL");
            running.publish(event("a1"), event("b1"));
            RunningTailer.await(() -> broker.ids().contains("b1"));

            ParkedEntry unreadable = onlyParked(running);
            assertThat(running.operations.replay(unreadable.source(), unreadable.eventId()))
                    .isTrue();
            running.relay.deliverParked(100);

            assertThat(onlyParked(running).lastError()).contains("no uri");
            assertThat(running.operations.pending()).isEqualTo(1);
        }
        assertThat(broker.ids()).containsExactly("b1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' ', '/s', 'type', 'a', now(), 'text/plain', 'x', NULL",
                "'id', '/s', 'type', 'a', 'infinity', 'text/plain', 'x', NULL",
                "'id', '/s', 'type', 'a', '-infinity', 'text/plain', 'x', NULL",
                "'id', '/s', 'type', 'a', now(), 'text/plain', 'x', '{tenant}'",
                "'id', '/s', 'type', 'a', now(), 'text/plain', 'x', '{tenant,NULL}'",
                "'id', '/s', 'type', 'a', now(), 'text/plain', 'x', '{NULL,value}'",
                "'id', '/s', 'type', 'a', now(), 'text/plain', 'x', '{{A,b},{C,d}}'",
            })
    void noRowThatTheTableAdmitsStopsTheOthers(String values) throws Exception {
        try (RunningTailer running = new RunningTailer(database, Strategy.ROW, broker).started()) {
            insert(values);
            running.publish(event("b1"));
            RunningTailer.await(() -> broker.ids().contains("b1"));
            onlyParked(running);
        }
        assertThat(broker.ids()).containsExactly("b1");
    }

    @Test
    void anUnreadableRowBehindARefusedEventDoesNotKeepThatOne() throws Exception {
        broker.refuse("a1");
        try (RunningTailer running = new RunningTailer(database, Strategy.ROW, broker).started()) {
            running.publish(event("a1"));
            insert("'id', 'no uri', 'type', 'a', now(), 'text/plain', 'x', NULL");
            running.publish(event("a2"));
            RunningTailer.await(() -> running.operations.pending() == 1);
            broker.accept("a1");

            assertThat(running.operations.replay("/test", "a1")).isTrue();
            running.relay.deliverParked(100);

            assertThat(broker.ids()).containsExactly("a1");
            assertThat(running.operations.pending()).isEqualTo(1);
            onlyParked(running);
        }
    }

    /** The same place comes again if the reader dies before it confirms; another server may have to see it. */
    @Test
    void thePlaceThatComesAgainIsQuarantinedOnce() throws Exception {
        String slot;
        try (RunningTailer first = new RunningTailer(database, Strategy.MESSAGE, broker)) {
            slot = first.slot.names().slot();
            first.slot.prepare();
            database.execute("SELECT pg_copy_logical_replication_slot('" + slot + "', '" + slot + "_then')");
            first.started();
            database.execute(LAYOUT_9);
            first.publish(event("a1"));
            RunningTailer.await(() -> broker.ids().contains("a1"));
        }
        database.execute("SELECT pg_drop_replication_slot('" + slot + "')");
        database.execute("SELECT pg_copy_logical_replication_slot('" + slot + "_then', '" + slot + "')");
        try (RunningTailer second = new RunningTailer(database, Strategy.MESSAGE, broker).started()) {
            second.publish(event("a2"));
            RunningTailer.await(() -> broker.ids().contains("a2"));
            onlyParked(second);
        }
    }

    private static ParkedEntry onlyParked(RunningTailer running) {
        List<ParkedEntry> parked = running.operations.parked(10);
        assertThat(parked).hasSize(1);
        return parked.get(0);
    }

    private void insert(String values) throws SQLException {
        database.execute(
                "INSERT INTO outbox_log (event_id, source, type, subject, time, datacontenttype, data, extensions)"
                        + " VALUES (" + values + ")");
    }
}
