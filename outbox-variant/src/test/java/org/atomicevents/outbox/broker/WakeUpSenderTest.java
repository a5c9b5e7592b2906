package org.atomicevents.outbox.broker;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Topic;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The number of messages that a sender sends. */
class WakeUpSenderTest {

    private static final Destination TOPIC = answering(Topic.class, () -> null);
    private static final int BOUND_SECONDS = 20;

    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(2);
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    /** T-9: however many commits there are, the broker gets one message per gap. */
    @Test
    void manyRequestsInOneGapAreOneMessageAndTheLastIsFollowedByOne() {
        WakeUpSender sender = new WakeUpSender(factory(), TOPIC, Duration.ofHours(1), threads);
        sender.request();
        await(() -> sent.get() == 1);
        for (int i = 0; i < 1000; i++) {
            sender.request();
        }
        await(() -> threads.getCompletedTaskCount() >= 2
                && threads.getActiveCount() == 0
                && threads.getQueue().size() == 1);
        assertThat(sent).hasValue(1);
        assertThat(connections).hasValue(1);
        sender.close();
    }

    @Test
    void theLastRequestIsFollowedByAMessage() {
        WakeUpSender sender = new WakeUpSender(factory(), TOPIC, Duration.ofMillis(1), threads);
        for (int i = 0; i < 100; i++) {
            int before = sent.get();
            sender.request();
            await(() -> sent.get() > before);
        }
        sender.close();
    }

    @Test
    void aBrokerThatIsAwayIsNotTriedForEachRequest() {
        AtomicInteger attempts = new AtomicInteger();
        ConnectionFactory away = answering(ConnectionFactory.class, () -> {
            attempts.incrementAndGet();
            throw new JMSException("away");
        });
        WakeUpSender sender = new WakeUpSender(away, TOPIC, Duration.ofMillis(1), threads);
        sender.request();
        await(() -> attempts.get() == 1);
        for (int i = 0; i < 1000; i++) {
            sender.request();
        }
        assertThat(attempts).hasValueLessThan(10);
        sender.close();
    }

    private ConnectionFactory factory() {
        return answering(ConnectionFactory.class, () -> {
            connections.incrementAndGet();
            return jms(jakarta.jms.Connection.class);
        });
    }

    /** A stub that gives further stubs and counts the messages sent. */
    private <T> T jms(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                WakeUpSenderTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                    if (method.getName().equals("send")) {
                        sent.incrementAndGet();
                    }
                    return method.getReturnType().isInterface() ? jms(method.getReturnType()) : null;
                }));
    }

    private static <T> T answering(Class<T> type, Callable<Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                WakeUpSenderTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) -> answer.call()));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
