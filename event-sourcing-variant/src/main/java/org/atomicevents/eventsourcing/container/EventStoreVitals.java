package org.atomicevents.eventsourcing.container;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.atomicevents.eventsourcing.store.EventStoreOperations.Lag;
import org.atomicevents.eventsourcing.store.ProjectionState;
import org.atomicevents.operations.Vital;

/**
 * The vital signs of relay and projections, made from what database and relay report. Immutable.
 *
 * @param sinceLastPass the time since the last pass of this server's relay; zero if none runs here
 * @param longestWait the longest wait between two passes
 */
record EventStoreVitals(Lag lag, Duration sinceLastPass, Duration longestWait, List<ProjectionState> projections) {

    /** A relay that waits as long as it may and then needs this much longer for its pass is taken for dead. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The age of the oldest event from which an operator has to look. */
    private static final Duration OLD = Duration.ofMinutes(5);

    List<Vital> now() {
        List<Vital> vitals = new ArrayList<>();
        vitals.add(Vital.of("relay.lag", "entries", lag.events()));
        vitals.add(vital(
                "relay.lag.age",
                "seconds",
                seconds(lag.oldest()),
                lag.oldest().compareTo(OLD) > 0
                        ? "the broker was not told for " + lag.oldest() + ": look whether it can be reached"
                        : null));
        vitals.add(vital(
                "parked",
                "entries",
                lag.parked(),
                lag.parked() > 0 ? "subjects stand still behind a refused event: replay or discard it" : null));
        boolean alive = sinceLastPass.compareTo(longestWait.plus(PATIENCE)) <= 0;
        vitals.add(vital(
                "relay.alive",
                "up",
                alive ? 1 : 0,
                alive
                        ? null
                        : "this server's relay has not passed for " + sinceLastPass
                                + ": look for its threads, restart the server"));
        projections.forEach(projection -> vitals.add(of(projection)));
        return vitals;
    }

    private static Vital of(ProjectionState projection) {
        String name = "projection." + projection.name() + "." + projection.status() + ".lag";
        return vital(
                name,
                "entries",
                projection.lag(),
                projection
                        .stopped()
                        .map(stopped -> "it stopped at " + stopped.error() + ": mend it and rebuild it")
                        .or(() -> projection
                                .held()
                                .map(held -> "it leaves out %d streams, the latest since %s: mend it and rebuild it"
                                        .formatted(held.streams(), held.error())))
                        .orElse(null));
    }

    private static double seconds(Duration age) {
        return age.toMillis() / 1000.0;
    }

    private static Vital vital(String name, String unit, double value, String alarm) {
        return new Vital(name, unit, value, alarm);
    }
}
