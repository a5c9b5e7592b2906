package org.atomicevents.outbox.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.atomicevents.Guarantees;
import org.atomicevents.PublishException;
import org.atomicevents.operations.Vital;
import org.atomicevents.outbox.OutboxPublisher;
import org.atomicevents.outbox.store.Events;
import org.atomicevents.spi.Availability;
import org.atomicevents.spi.Configuration;
import org.atomicevents.spi.LeftBehind;
import org.atomicevents.spi.Ready;
import org.atomicevents.spi.Refused;
import org.atomicevents.spi.StrategyProvider;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of a strategy from its configuration to its end, on H2 and a broker in memory. */
class OutboxStrategyTest {

    private static final int BOUND_SECONDS = 20;
    private static final String ID = "outbox-test";

    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(4);
    private TestDatabase database;
    private FakeContext context;

    @BeforeEach
    void open() throws Exception {
        database = TestDatabase.h2();
        context = new FakeContext(database, threads);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        database.close();
    }

    @Test
    void pollingSendsAfterItsStart() throws Exception {
        Ready strategy = ready(OutboxPublisher.POLLING, keys -> new Polling(), Map.of());
        publish(strategy, "a1");
        assertThat(context.sent).isEmpty();
        assertThat(strategy.operations().orElseThrow().pending()).isEqualTo(1);

        strategy.start();
        assertThat(context.sent.poll(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo("a1");
        assertThat(strategy.vitals())
                .extracting(Vital::name)
                .containsExactly("relay.last-pass.age", "pending", "pending.oldest.age", "parked");
        strategy.stop();
    }

    /** The poll period is an hour: only the hand-off can send it. */
    @Test
    void immediateSendsAfterTheCommit() throws Exception {
        Ready strategy = ready(OutboxPublisher.IMMEDIATE, Immediate::read, Map.of());
        publish(strategy, "a1");
        assertThat(context.sent.poll(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo("a1");
        strategy.stop();
    }

    /** The poll floor is an hour: after the first event only a wake-up can send the second. */
    @Test
    void notifyWakesTheRelayOfThisServerAfterTheCommit() throws Exception {
        Ready strategy =
                ready(OutboxPublisher.NOTIFY, Notified::read, Map.of("atomicevents.notify.poll-floor", "PT1H"));
        strategy.start();
        publish(strategy, "a1");
        assertThat(context.sent.poll(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo("a1");
        publish(strategy, "a2");
        assertThat(context.sent.poll(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo("a2");
        strategy.stop();
    }

    @Test
    void whereNoRelayRunsNotifyUsesTheTopicAfterTheCommit() throws Exception {
        Ready strategy = ready(OutboxPublisher.NOTIFY, Notified::read, Map.of("atomicevents.outbox.relay", "false"));
        strategy.start();
        assertThat(context.topicConnections.availablePermits()).isZero();
        publish(strategy, "a1");
        assertThat(context.topicConnections.tryAcquire(BOUND_SECONDS, TimeUnit.SECONDS))
                .isTrue();
        strategy.stop();
        assertThat(context.sent).isEmpty();
    }

    @Test
    void whereNoRelayRunsEventsWaitForAnotherServer() throws Exception {
        Ready strategy =
                ready(OutboxPublisher.POLLING, keys -> new Polling(), Map.of("atomicevents.outbox.relay", "false"));
        strategy.start();
        publish(strategy, "a1");
        strategy.stop();
        assertThat(context.sent).isEmpty();
        assertThat(strategy.vitals()).extracting(Vital::name).doesNotContain("relay.last-pass.age");
        assertThat(strategy.operations().orElseThrow().pending()).isEqualTo(1);
    }

    @Test
    void stopClosesEveryBrokerStartedOrNotAndMayBeCalledAgain() {
        Ready strategy = ready(OutboxPublisher.IMMEDIATE, Immediate::read, Map.of());
        strategy.stop();
        strategy.stop();
        assertThat(context.opened).isEqualTo(2);
        assertThat(context.closed).hasSize(2);
    }

    @Test
    void triggersAreRefusedWhereTheyAreNotSupported() {
        assertThat(opened(context, OutboxPublisher.TRIGGER, Triggered::read, Map.of()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.message())
                                .isEqualTo(
                                        "its triggers are written for PostgreSQL, and the data source is on H2: point"
                                                + " atomicevents.datasource at a PostgreSQL database or choose outbox-polling"));
    }

    @Test
    void anIsolationOtherThanReadCommittedIsRefused() {
        context.serializable();
        assertThat(opened(context, OutboxPublisher.POLLING, keys -> new Polling(), Map.of()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.message())
                                .startsWith("the data source does not use READ COMMITTED")
                                .endsWith(
                                        ": set the data source's transaction-isolation to TRANSACTION_READ_COMMITTED"));
    }

    /** Seen: 80 events of two applications were published, and 16 arrived at the right queue. */
    @Test
    void eachOfTwoApplicationsOnOneDatabaseSendsItsOwn() throws Exception {
        FakeContext another = new FakeContext(database, threads);
        another.application = "another";
        another.destination = "another queue";
        Ready here = ready(OutboxPublisher.POLLING, keys -> new Polling(), Map.of());
        Ready there = (Ready) opened(another, OutboxPublisher.POLLING, keys -> new Polling(), Map.of());
        publish(here, "a1");
        publish(there, "a2");

        there.start();
        assertThat(another.sent.poll(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo("a2");
        here.start();
        assertThat(context.sent.poll(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo("a1");
        here.stop();
        there.stop();
        assertThat(context.sent).isEmpty();
        assertThat(another.sent).isEmpty();
    }

    /** Seen: after a change of atomicevents.strategies the old strategy's entries stay for ever, without a word. */
    @Test
    void whatWaitsUnderAStrategyThatIsNotOpenedIsTold() throws Exception {
        StrategyProvider unopened = strategy(ID, context, OutboxPublisher.POLLING, keys -> new Polling());
        assertThat(unopened.leftBehind()).as("no tables").isEqualTo(LeftBehind.NOTHING);
        publish(ready(OutboxPublisher.POLLING, keys -> new Polling(), Map.of()), "a1");
        assertThat(unopened.leftBehind().amount()).isEqualTo(1);

        FakeContext another = new FakeContext(database, threads);
        another.application = "another";
        assertThat(strategy(ID, another, OutboxPublisher.POLLING, keys -> new Polling())
                        .leftBehind()
                        .amount())
                .isZero();
    }

    /** Seen: they stayed for ever, and new events overtook old ones of their subject. */
    @Test
    void whatWaitsUnderAStrategyThatIsNotOfferedAnyMoreIsSentFirst() throws Exception {
        publish(ready(OutboxPublisher.POLLING, keys -> new Polling(), Map.of()), "a1", "a2");
        context.orphans = List.of(ID);
        Ready next = (Ready) opened("outbox-next", context, OutboxPublisher.IMMEDIATE, Immediate::read, Map.of());
        publish(next, "a3");
        next.start();
        assertThat(sent(3)).containsExactly("a1", "a2", "a3");
        next.stop();
    }

    /** Another server went on to offer it, and ended later. */
    @Test
    void whatALaterEndLeftBehindIsSentToo() throws Exception {
        Ready old = ready(OutboxPublisher.POLLING, keys -> new Polling(), Map.of());
        context.lease = Duration.ofMillis(100);
        context.orphans = List.of(ID);
        Ready next = (Ready) opened("outbox-next", context, OutboxPublisher.POLLING, keys -> new Polling(), Map.of());
        next.start();
        publish(old, "a1");
        assertThat(sent(1)).containsExactly("a1");
        next.stop();
    }

    @Test
    void whereNoRelayRunsNothingIsAdopted() throws Exception {
        publish(ready(OutboxPublisher.POLLING, keys -> new Polling(), Map.of()), "a1");
        context.orphans = List.of(ID);
        Map<String, String> noRelay = Map.of("atomicevents.outbox.relay", "false");
        opened("outbox-next", context, OutboxPublisher.POLLING, keys -> new Polling(), noRelay);
        assertThat(strategy(ID, context, OutboxPublisher.POLLING, keys -> new Polling())
                        .leftBehind()
                        .amount())
                .isEqualTo(1);
    }

    /** Seen: 60,000 subjects in one transaction filled the database's table of locks, and other sessions failed. */
    @Test
    void aTransactionAboutTooManySubjectsIsRefusedAndLeavesNothing() throws Exception {
        Map<String, String> few = Map.of("atomicevents.outbox.max-subjects", "2");
        Ready strategy = ready(OutboxPublisher.POLLING, keys -> new Polling(), few);
        assertThatThrownBy(() -> publish(strategy, "a1", "b1", "a2", "c1"))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("Event c1")
                .hasMessageContaining("about 2 subjects")
                .hasMessageContaining("atomicevents.outbox.max-subjects");
        assertThat(strategy.operations().orElseThrow().pending()).isZero();
        publish(strategy, "a1", "b1", "a2");
        publish(strategy, "c1");
        assertThat(strategy.operations().orElseThrow().pending()).isEqualTo(4);
    }

    @Test
    void anotherDestinationOfTheSameApplicationIsRefused() {
        ready(OutboxPublisher.POLLING, keys -> new Polling(), Map.of());
        FakeContext another = new FakeContext(database, threads);
        another.destination = "another queue";
        assertThat(opened(another, OutboxPublisher.POLLING, keys -> new Polling(), Map.of()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.message())
                                .contains("application 'tests'", "to a queue,", "to another queue", "outbox_relay"));
        assertThat(another.closed).hasSize(another.opened);
    }

    private Ready ready(
            Guarantees guarantees, Function<Configuration, OutboxVariation> variation, Map<String, String> values) {
        return (Ready) opened(context, guarantees, variation, values);
    }

    private static Availability opened(
            FakeContext context,
            Guarantees guarantees,
            Function<Configuration, OutboxVariation> variation,
            Map<String, String> values) {
        return opened(ID, context, guarantees, variation, values);
    }

    private static Availability opened(
            String id,
            FakeContext context,
            Guarantees guarantees,
            Function<Configuration, OutboxVariation> variation,
            Map<String, String> values) {
        Configuration keys = new Configuration(key -> Optional.ofNullable(values.get(key)));
        return strategy(id, context, guarantees, variation).configure(keys).open();
    }

    private List<String> sent(int number) throws InterruptedException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            ids.add(context.sent.poll(BOUND_SECONDS, TimeUnit.SECONDS));
        }
        return ids;
    }

    private static StrategyProvider strategy(
            String id, FakeContext context, Guarantees guarantees, Function<Configuration, OutboxVariation> variation) {
        return new OutboxStrategy(id, guarantees, variation, context);
    }

    private void publish(Ready strategy, String... ids) throws Exception {
        database.committed(() -> {
            for (String id : ids) {
                strategy.publisher().publish(Events.event(id));
            }
            return null;
        });
    }
}
