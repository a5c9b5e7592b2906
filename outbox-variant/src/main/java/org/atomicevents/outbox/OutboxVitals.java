package org.atomicevents.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.atomicevents.operations.Vital;
import org.atomicevents.outbox.store.Backlog;

/** The vital signs of one strategy of the family: its relay, its backlog, its parked entries. Thread-safe. */
public final class OutboxVitals {

    private static final Duration LONG_WAIT = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Supplier<Backlog> backlog;
    private final Optional<Supplier<Duration>> sinceLastPass;
    private final Duration longestPause;

    /**
     * @param sinceLastPass the time since the last pass of the relay in this server; empty if none runs here
     * @param longestPause the longest wait between two passes of a relay that works
     */
    public OutboxVitals(Supplier<Backlog> backlog, Optional<Supplier<Duration>> sinceLastPass, Duration longestPause) {
        this.backlog = Objects.requireNonNull(backlog);
        this.sinceLastPass = Objects.requireNonNull(sinceLastPass);
        this.longestPause = Objects.requireNonNull(longestPause);
    }

    /** Runs three short queries. */
    public List<Vital> now() {
        List<Vital> vitals = new ArrayList<>();
        sinceLastPass.ifPresent(since -> vitals.add(lastPass(since.get())));
        Backlog waiting = backlog.get();
        vitals.add(Vital.of("pending", "entries", waiting.waiting()));
        vitals.add(new Vital(
                "pending.oldest.age",
                "seconds",
                seconds(waiting.oldest()),
                waiting.oldest().compareTo(LONG_WAIT) < 0
                        ? null
                        : "the first entry in line has been waiting for %s: see whether the broker can be reached, whether a relay"
                                        .formatted(waiting.oldest())
                                + " runs (atomicevents.outbox.relay) and the server's log"));
        vitals.add(new Vital(
                "parked",
                "entries",
                waiting.parked(),
                waiting.parked() == 0
                        ? null
                        : "%d entries were given up and their subjects stand still: look at their last error, then replay or discard them"
                                .formatted(waiting.parked())));
        return List.copyOf(vitals);
    }

    private Vital lastPass(Duration since) {
        boolean alive = since.compareTo(longestPause.plus(GRACE)) < 0;
        return new Vital(
                "relay.last-pass.age",
                "seconds",
                seconds(since),
                alive ? null : "the relay has made no pass for %s: see the server's log, restart it".formatted(since));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
