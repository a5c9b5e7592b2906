package org.atomicevents.outbox.container;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import org.atomicevents.container.Settings;
import org.atomicevents.outbox.broker.WakeUpListener;
import org.atomicevents.outbox.broker.WakeUpSender;
import org.atomicevents.outbox.broker.WakeUpTopic;
import org.atomicevents.outbox.capture.RowCapture;
import org.atomicevents.outbox.capture.WakingCapture;
import org.atomicevents.relay.PollLoop;
import org.atomicevents.spi.Availability;
import org.atomicevents.spi.Configuration;

/**
 * Row capture; each commit, in this server or another one, wakes the relay, which otherwise polls seldom.
 *
 * @param topicName the JNDI name of the topic for wake-ups between servers
 * @param pollFloor the relay's period
 * @param gap the shortest time between two messages to the topic
 */
record Notified(String topicName, Duration pollFloor, Duration gap) implements OutboxVariation {

    private static final String TOPIC = "atomicevents.notify.topic";

    static Notified read(Configuration from) {
        Duration hour = Duration.ofHours(1);
        return new Notified(
                from.text(TOPIC, "java:/jms/topic/atomicevents-wakeup"),
                from.duration("atomicevents.notify.poll-floor", "PT5S", Duration.ofMillis(10), hour),
                from.duration("atomicevents.notify.gap", "PT0.01S", Duration.ofMillis(1), hour));
    }

    @Override
    public Duration period(Settings.Outbox settings) {
        return pollFloor;
    }

    @Override
    public Availability open(OutboxParts parts) {
        WakeUpTopic topic = parts.context().wakeUpTopic(TOPIC, topicName);
        return parts.relaysHere() ? woken(parts, topic) : waking(parts, topic);
    }

    /** With a relay in this server: commits here wake it directly, and by the topic those that hold the other shards. */
    private ReadyOutbox woken(OutboxParts parts, WakeUpTopic topic) {
        PollLoop pollLoop = parts.pollLoop();
        WakeUpListener listener = topic.listener(pollLoop::wake, pollLoop::wakeAfterFailure, parts.executor());
        WakeUpSender sender = topic.sender(gap, parts.executor());
        Runnable wake = () -> {
            pollLoop.wake();
            if (!parts.leases().areAll()) {
                sender.request();
            }
        };
        return new ReadyOutbox(parts, capture(parts, wake), new Listening(listener, sender));
    }

    /** Without a relay in this server: commits wake those of other servers by the topic. */
    private ReadyOutbox waking(OutboxParts parts, WakeUpTopic topic) {
        WakeUpSender sender = topic.sender(gap, parts.executor());
        return new ReadyOutbox(parts, capture(parts, sender::request), sender::close);
    }

    private static WakingCapture capture(OutboxParts parts, Runnable wake) {
        TransactionSynchronizationRegistry registry = parts.context().server().registry();
        return new WakingCapture(new RowCapture(parts.database(), parts.store()), registry, wake);
    }

    private record Listening(WakeUpListener listener, WakeUpSender sender) implements BackgroundWork {

        @Override
        public void start() {
            listener.start();
        }

        @Override
        public void stop() {
            listener.close();
            sender.close();
        }
    }
}
