package org.atomicevents.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atomicevents.Event;
import org.atomicevents.broker.Delivery.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The deliveries of batches and of single events. */
class JmsBrokerTest {

    private final FakeJms jms = new FakeJms();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(1);
    private final CallBound bound = new CallBound(Duration.ofSeconds(10), threads);
    private final JmsBroker broker = new JmsBroker(jms.factory(), jms.queue(), bound);

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void aBatchIsOneCommitOnOneConnection() {
        assertThat(send("a1", "b1", "a2")).containsOnly(Status.SENT).hasSize(3);
        assertThat(send("a3")).containsExactly(Status.SENT);
        assertThat(jms.received).containsExactly("a1", "b1", "a2", "a3");
        assertThat(jms.commits).isEqualTo(2);
        assertThat(jms.connections).isEqualTo(1);
    }

    @Test
    void anEmptyBatchDoesNotConnect() {
        assertThat(send()).isEmpty();
        assertThat(jms.connections).isZero();
    }

    /** T-19: an event that the broker recognises as a copy counts as delivered; the rest of the batch is sent. */
    @Test
    void copiesAreRecognisedOneByOne() {
        send("a1", "b1");
        assertThat(send("a1", "b1", "a2")).containsExactly(Status.DUPLICATE, Status.DUPLICATE, Status.SENT);
        assertThat(jms.received).containsExactly("a1", "b1", "a2");
    }

    /** T-5: order per subject survives a refusal. */
    @Test
    void aPoisonousEventHoldsItsSubjectOnly() {
        jms.refused.add("a1");
        List<Delivery> deliveries = broker.send(events("b1", "a1", "a2", "b2"));
        assertThat(deliveries)
                .extracting(Delivery::status)
                .containsExactly(Status.SENT, Status.REFUSED, Status.HELD, Status.SENT);
        assertThat(deliveries.get(1).reason()).isEqualTo("JMSException P1: refused");
        assertThat(jms.received).containsExactly("b1", "b2");
    }

    /** Sent one by one, they would take longer than the lease of the relay. */
    @Test
    void oneRefusedEventDoesNotMakeTheBatchGoOneByOne() {
        jms.refused.add("c137");
        String[] ids = IntStream.range(0, 500)
                .mapToObj(i -> (char) ('a' + i % 20) + "" + i)
                .toArray(String[]::new);
        ids[137] = "c137";
        List<Status> outcomes = send(ids);
        assertThat(outcomes.get(137)).isEqualTo(Status.REFUSED);
        assertThat(outcomes).filteredOn(Status.SENT::equals).hasSize(jms.received.size());
        assertThat(jms.received).hasSizeGreaterThan(450).doesNotHaveDuplicates();
        assertThat(jms.commits).isLessThan(60);
    }

    @Test
    void manyCopiesCostOneAttemptEach() {
        String[] ids = IntStream.range(0, 100).mapToObj(i -> "a" + i).toArray(String[]::new);
        send(ids);
        assertThat(send(ids)).containsOnly(Status.DUPLICATE).hasSize(100);
        assertThat(jms.commits).isEqualTo(1 + 1 + 100);
    }

    @Test
    void aBrokerThatTakesNothingIsTheTroubleNotTheEvents() {
        jms.refused.addAll(List.of("a1", "b1"));
        List<Delivery> deliveries = broker.send(events("a1", "a2", "b1"));
        assertThat(deliveries).extracting(Delivery::status).containsOnly(Status.UNREACHABLE);
        assertThat(deliveries.get(0).reason()).contains("none of 3 events").contains("JMSException P1: refused");
        assertThat(send("a1", "a2")).containsExactly(Status.REFUSED, Status.HELD);
    }

    @Test
    void aFullAddressSaysNothingAboutTheEvent() {
        jms.full = true;
        assertThat(send("a1")).containsExactly(Status.UNREACHABLE);
        assertThat(send("a1", "a2")).containsOnly(Status.UNREACHABLE);
        jms.full = false;
        assertThat(send("a1", "a2")).containsOnly(Status.SENT);
    }

    @Test
    void anAbsentBrokerRefusesNoEventAndIsFoundAgain() {
        send("a1");
        jms.away = true;
        assertThat(send("a2", "b1")).containsOnly(Status.UNREACHABLE);
        jms.away = false;
        assertThat(send("a2", "b1")).containsOnly(Status.SENT);
        assertThat(jms.connections).isEqualTo(2);
    }

    @Test
    void nothingIsSentAfterClose() {
        send("a1");
        broker.close();
        assertThat(send("a2")).containsExactly(Status.UNREACHABLE);
        assertThat(jms.received).containsExactly("a1");
    }

    @Test
    void theSingleSenderSendsAtOnceAndReusesItsConnection() throws Exception {
        try (JmsSender sender = new JmsSender(jms.factory(), jms.queue(), bound, 1)) {
            sender.send(events("a1").get(0));
            sender.send(events("a1").get(0));
        }
        assertThat(jms.received).containsExactly("a1", "a1");
        assertThat(jms.connections).isEqualTo(1);
    }

    @Test
    void theSingleSenderFailsOnceAndConnectsAgain() throws Exception {
        try (JmsSender sender = new JmsSender(jms.factory(), jms.queue(), bound, 1)) {
            sender.send(events("a1").get(0));
            jms.away = true;
            assertThatThrownBy(() -> sender.send(events("a2").get(0))).isInstanceOf(BrokerException.class);
            jms.away = false;
            sender.send(events("a3").get(0));
        }
        assertThat(jms.received).containsExactly("a1", "a3");
        assertThat(jms.connections).isEqualTo(2);
    }

    private List<Status> send(String... ids) {
        return broker.send(events(ids)).stream().map(Delivery::status).toList();
    }

    private static List<Event> events(String... ids) {
        return Stream.of(ids)
                .map(id -> Event.json(id, URI.create("/test"), "test.Happened", id.substring(0, 1), "{}"))
                .toList();
    }
}
