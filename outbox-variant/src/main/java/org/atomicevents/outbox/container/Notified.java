package org.atomicevents.outbox.container;

import jakarta.jms.Destination;
import java.time.Duration;
import java.util.Optional;
import org.atomicevents.outbox.broker.WakeUpListener;
import org.atomicevents.outbox.broker.WakeUpSender;
import org.atomicevents.outbox.capture.Capture;
import org.atomicevents.outbox.capture.RowCapture;
import org.atomicevents.outbox.capture.WakingCapture;
import org.atomicevents.spi.Configuration;

/** Row capture; the relay is woken by each commit, here or from another server, and otherwise seldom looks by itself. */
final class Notified implements OutboxVariation {

    private static final String TOPIC = "atomicevents.notify.topic";

    private String topicName;
    private Duration pollFloor;
    private Duration gap;
    private Destination topic;
    private WakeUpSender bell;
    private WakeUpListener listener;

    @Override
    public void configure(Configuration configuration) {
        topicName = configuration.text(TOPIC, "java:/jms/topic/atomicevents-wakeup");
        pollFloor = configuration.duration(
                "atomicevents.notify.poll-floor", "PT5S", Duration.ofMillis(10), Duration.ofHours(1));
        gap = configuration.duration("atomicevents.notify.gap", "PT0.01S", Duration.ofMillis(1), Duration.ofHours(1));
    }

    @Override
    public Optional<String> refusal(OutboxParts bench) {
        topic = bench.server().resource(TOPIC, topicName, Destination.class);
        return Optional.empty();
    }

    @Override
    public Capture capture(OutboxParts bench) {
        bell = new WakeUpSender(bench.server().connectionFactory(), topic, gap, bench.executor());
        Runnable wake = bench.relaysHere() ? bench.rounds()::wake : bell::ring;
        return new WakingCapture(
                new RowCapture(bench.database(), bench.store()), bench.server().registry(), wake);
    }

    @Override
    public Duration period(OutboxParts bench) {
        return pollFloor;
    }

    @Override
    public void start(OutboxParts bench) {
        if (bench.relaysHere()) {
            listener = new WakeUpListener(
                    bench.server().connectionFactory(),
                    topic,
                    bench.rounds()::wake,
                    bench.rounds()::wakeAfterTrouble,
                    bench.executor());
            listener.start();
        }
    }

    @Override
    public void stop() {
        bell.close();
        if (listener != null) {
            listener.close();
        }
    }
}
