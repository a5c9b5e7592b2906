package org.atomicevents.eventsourcing.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.sql.Connection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.atomicevents.Event;
import org.atomicevents.eventsourcing.Fold;
import org.atomicevents.eventsourcing.Projection;
import org.atomicevents.eventsourcing.StoredEvent;
import org.atomicevents.eventsourcing.store.Events;
import org.atomicevents.operations.Vital;
import org.atomicevents.spi.Availability;
import org.atomicevents.spi.Configuration;
import org.atomicevents.spi.LeftBehind;
import org.atomicevents.spi.Ready;
import org.atomicevents.spi.Refused;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The strategy from its configuration to its end, and the beans of applications, on H2 and a broker in memory. */
class EventSourcingTest {

    private static final int BOUND_SECONDS = 20;

    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(4);
    private final EventSourcing strategy = new EventSourcing();
    private final Streams streams = new Streams();
    private final Projections projections = new Projections();
    private TestDatabase database;
    private FakeContext context;

    @BeforeEach
    void inject() throws Exception {
        database = TestDatabase.h2();
        context = new FakeContext(database, threads);
        OpenedEventStore opened = new OpenedEventStore();
        strategy.context = context;
        strategy.opened = opened;
        streams.opened = opened;
        projections.opened = opened;
    }

    @AfterEach
    void close() {
        projections.stopAll();
        threads.shutdownNow();
        database.close();
    }

    @Test
    void eventsAreSentAfterTheStart() throws Exception {
        Ready ready = ready(Map.of());
        publish(ready, "a1");
        assertThat(context.sent).isEmpty();
        assertThat(ready.operations().orElseThrow().pending()).isEqualTo(1);

        ready.start();
        assertThat(context.sent.poll(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo("a1");
        assertThat(ready.vitals())
                .extracting(Vital::name)
                .containsExactly("relay.lag", "relay.lag.age", "parked", "relay.alive");
        ready.stop();
    }

    @Test
    void whatWaitsInAStoreThatIsNotOpenedIsTold() throws Exception {
        assertThat(strategy.leftBehind()).as("no tables").isEqualTo(LeftBehind.NOTHING);
        publish(ready(Map.of()), "a1");
        assertThat(strategy.leftBehind().amount()).isEqualTo(1);
    }

    @Test
    void whereNoRelayRunsEventsWaitForAnotherServer() throws Exception {
        Ready ready = ready(Map.of("atomicevents.event-sourcing.relay", "false"));
        ready.start();
        publish(ready, "a1");
        ready.stop();
        assertThat(context.sent).isEmpty();
        assertThat(ready.operations().orElseThrow().pending()).isEqualTo(1);
    }

    @Test
    void stopClosesTheBrokerStartedOrNotAndMayBeCalledAgain() {
        Ready ready = ready(Map.of());
        ready.stop();
        assertThat(context.closings).isEqualTo(1);
        ready.stop();
        assertThat(context.openedBrokers).isEqualTo(1);
    }

    @Test
    void anIsolationOtherThanReadCommittedIsRefusedAndThenThereIsNoEventStore() {
        context.serializable();
        assertThat(opened(Map.of()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.message())
                                .isEqualTo("the data source does not use READ COMMITTED, without which an event that"
                                        + " commits late could be passed over: set the data source's"
                                        + " transaction-isolation to TRANSACTION_READ_COMMITTED"));
        assertThatIllegalStateException()
                .isThrownBy(() -> streams.of(new Count()))
                .withMessageContaining("does not offer strategy 'event-sourcing'")
                .withMessageContaining("add it to atomicevents.strategies");
    }

    @Test
    void theBeansOfApplicationsNeedTheOpenedStrategy() throws Exception {
        Applied applied = new Applied();
        assertThatIllegalStateException().isThrownBy(() -> projections.start(applied));
        assertThatIllegalStateException().isThrownBy(projections::all);

        publish(ready(Map.of()), "a1");
        assertThat(streams.of(new Count()).load("a").state()).isEqualTo(1);
        projections.start(applied);
        assertThat(applied.ids.poll(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo("a1");
        assertThat(projections.all()).hasSize(1);
    }

    @Test
    void whereNoProjectionsRunTheyAreRegisteredOnly() throws Exception {
        Applied applied = new Applied();
        publish(ready(Map.of("atomicevents.event-sourcing.projections", "false")), "a1");
        projections.start(applied);
        projections.stop(applied.name());
        assertThat(applied.ids).isEmpty();
        assertThat(projections.all()).hasSize(1);
    }

    @Test
    void aNameRunsOnceAndOnlyWhatRunsIsRebuilt() {
        ready(Map.of());
        projections.start(new Applied());
        assertThatIllegalStateException()
                .isThrownBy(() -> projections.start(new Applied()))
                .withMessageContaining("'applied' runs already");
        assertThat(projections.rebuild("applied")).isTrue();
        assertThat(projections.rebuild("unknown")).isFalse();
    }

    private Ready ready(Map<String, String> values) {
        return (Ready) opened(values);
    }

    private Availability opened(Map<String, String> values) {
        return strategy.configure(new Configuration(key -> Optional.ofNullable(values.get(key))))
                .open();
    }

    private void publish(Ready ready, String id) throws Exception {
        database.committed(() -> {
            ready.publisher().publish(Events.event(id));
            return null;
        });
    }

    /** The number of events. */
    private record Count() implements Fold<Integer> {

        @Override
        public String name() {
            return "count";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Integer after(Integer state, Event event) {
            return state + 1;
        }

        @Override
        public byte[] write(Integer state) {
            return new byte[] {state.byteValue()};
        }

        @Override
        public Integer read(byte[] snapshot) {
            return (int) snapshot[0];
        }
    }

    /** The ids of the events applied, without rows. */
    private static final class Applied implements Projection {

        final BlockingQueue<String> ids = new LinkedBlockingQueue<>();

        @Override
        public String name() {
            return "applied";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void apply(Connection connection, long generation, StoredEvent event) {
            ids.add(event.event().id());
        }

        @Override
        public int forget(Connection connection, long generation, int limit) {
            return 0;
        }
    }
}
