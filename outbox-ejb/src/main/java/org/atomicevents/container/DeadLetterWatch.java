package org.atomicevents.container;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.atomicevents.broker.DeadLetterQueue;
import org.atomicevents.operations.Vital;
import org.atomicevents.relay.SerialTask;

/**
 * Counts dead letters from time to time, on a task of its own, so that a broker that is silent hides no other vital sign.
 * Thread-safe.
 */
final class DeadLetterWatch {

    private static final System.Logger LOG = System.getLogger(DeadLetterWatch.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final int COUNTED = 100;

    private final Optional<DeadLetterQueue> queue;
    private final String destination;
    private final SerialTask task;
    private volatile double last = Double.NaN;

    /**
     * @param queue empty if there is none to watch
     * @param destination where they were sent to, for people
     */
    DeadLetterWatch(Optional<DeadLetterQueue> queue, String destination, ScheduledExecutorService executor) {
        this.queue = Objects.requireNonNull(queue);
        this.destination = Objects.requireNonNull(destination);
        this.task = new SerialTask(this::count, executor);
    }

    Optional<DeadLetterQueue> queue() {
        return queue;
    }

    void start() {
        if (queue.isPresent()) {
            task.request();
        }
    }

    void stop() {
        task.stop();
    }

    /** As last counted; none if nothing is watched; NaN without an alarm while the broker is away, which others say. */
    List<Vital> vitals() {
        if (queue.isEmpty()) {
            return List.of();
        }
        double number = last;
        String alarm = number > 0
                ? "%.0f%s messages of %s were refused by their consumer until the broker gave up: the consumer's log says why;"
                                .formatted(number, number < COUNTED ? "" : " or more", destination)
                        + " mend it, then replay or discard them"
                : null;
        return List.of(new Vital("parked", "entries", number, alarm));
    }

    private void count() {
        try {
            last = queue.orElseThrow().count(COUNTED);
        } catch (RuntimeException e) {
            last = Double.NaN;
            LOG.log(System.Logger.Level.DEBUG, "The dead letters could not be counted", e);
        }
        task.requestIn(PERIOD);
    }
}
