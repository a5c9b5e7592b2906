package org.atomicevents.harness.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.atomicevents.harness.run.Threshold;

/** The ratios that the project holds itself to; stated, never enforced: a shared machine proves nothing by one run. */
final class Ratios {

    private static final int THREADS = 8;

    record Rule(String text, Key part, Key limit, Threshold threshold) {

        boolean isTime() {
            return part.benchmark().equals(DeliveryLatency.class);
        }
    }

    record Key(Class<?> benchmark, String method, String strategy, int threads) {}

    static final List<Rule> RULES = List.of(
            new Rule(
                    "outbox-polling's commit path / the two statements over bare JDBC, 8 threads",
                    new Key(CommitPath.class, "transaction", "outbox-polling", THREADS),
                    new Key(Limits.class, "bareJdbc", "", THREADS),
                    Threshold.OUTBOX_COMMIT),
            new Rule(
                    "xa's commit path / stock Narayana XA over the two drivers, 8 threads",
                    new Key(CommitPath.class, "transaction", "xa", THREADS),
                    new Key(Limits.class, "stockXa", "", THREADS),
                    Threshold.XA_COMMIT),
            new Rule(
                    "the relay's drain / a bare transacted producer of the same messages in batches, 1 thread",
                    new Key(RelayDrain.class, "drain", "", 1),
                    new Key(Limits.class, "recognisableSends", "", 1),
                    Threshold.RELAY_DRAIN),
            latency("outbox-immediate", Threshold.PROMPT_DELIVERY),
            latency("outbox-notify", Threshold.PROMPT_DELIVERY),
            latency("outbox-log-tailing", Threshold.LOG_DELIVERY),
            latency("wal-message", Threshold.LOG_DELIVERY));

    private Ratios() {}

    private static Rule latency(String strategy, Threshold threshold) {
        return new Rule(
                "%s from commit to delivery / one message sent and received, medians at %d events/s"
                        .formatted(strategy, SteadyLoad.RATE),
                new Key(DeliveryLatency.class, "commitToDelivery", strategy, 1),
                new Key(DeliveryLatency.class, "sendAndReceive", strategy, 1),
                threshold);
    }

    /** One line per rule whose both sides were measured. */
    static List<String> lines(Map<Measurement, Double> scores) {
        List<String> lines = new ArrayList<>();
        for (Rule rule : RULES) {
            Double part = score(scores, rule.part());
            Double limit = score(scores, rule.limit());
            if (part != null && limit != null) {
                double ratio = part / limit;
                lines.add(String.format(
                        Locale.ROOT,
                        rule.isTime()
                                ? "%s: %.2f ms / %.2f ms = %.2f, at most %.2f wanted: %s"
                                : "%s: %.0f/s / %.0f/s = %.2f, at least %.2f wanted: %s",
                        rule.text(),
                        part,
                        limit,
                        ratio,
                        rule.threshold().ratio(),
                        rule.threshold().isMetBy(ratio) ? "met" : "not met"));
            }
        }
        return lines;
    }

    private static Double score(Map<Measurement, Double> scores, Key key) {
        return scores.entrySet().stream()
                .filter(entry -> key.equals(key(entry.getKey())))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static Key key(Measurement measurement) {
        return new Key(measurement.benchmark(), measurement.method(), measurement.strategy(), measurement.threads());
    }
}
