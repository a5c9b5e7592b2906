package org.atomicevents.dualwrite.journal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.atomicevents.broker.Delivery;
import org.atomicevents.broker.JmsBrokers;
import org.junit.jupiter.api.Test;

/** Commits while the broker is away. */
class PooledBrokerTest {

    private final AtomicInteger attempts = new AtomicInteger();
    private final PooledBroker broker = new PooledBroker(new JmsBrokers(this::unreachable, this::queue)::broker, 2);

    @Test
    void whileTheBrokerIsAwayOnlyTheFirstCommitFindsOut() {
        List<Delivery> first = broker.send(List.of(Fixture.event("1"), Fixture.event("2")));
        List<Delivery> second = broker.send(List.of(Fixture.event("3")));
        assertThat(first).hasSize(2).allMatch(PooledBrokerTest::isAway);
        assertThat(second).hasSize(1).allMatch(PooledBrokerTest::isAway);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void afterItsEndTheBrokerIsAway() {
        broker.close();
        assertThat(broker.send(List.of(Fixture.event("1")))).allMatch(PooledBrokerTest::isAway);
    }

    private static boolean isAway(Delivery delivery) {
        return delivery.status() == Delivery.Status.UNREACHABLE
                && !delivery.reason().isEmpty();
    }

    private ConnectionFactory unreachable() {
        return (ConnectionFactory) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ConnectionFactory.class}, (self, method, arguments) -> {
                    attempts.incrementAndGet();
                    // The exception of Artemis's client: not a refusal of this event.
                    throw new jakarta.jms.IllegalStateException("AMQ219007: Cannot connect to server(s)");
                });
    }

    private Queue queue() {
        return (Queue) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Queue.class}, (self, method, arguments) -> {
                    throw new JMSException("not asked");
                });
    }
}
