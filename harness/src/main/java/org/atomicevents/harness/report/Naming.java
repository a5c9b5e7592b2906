package org.atomicevents.harness.report;

import java.util.List;
import java.util.function.Predicate;
import org.atomicevents.harness.run.Threshold;

/**
 * The names of the benchmarks, and the limit of each. The only place that knows; a benchmark it does not
 * know is shown under its own name.
 */
final class Naming {

    /**
     * A ratio that the page states.
     *
     * @param threads the number of threads that the threshold is meant for, 0 for any
     */
    record Rule(String text, Predicate<Score> part, Predicate<Score> limit, Threshold threshold, int threads) {}

    /**
     * Scores that are shown together.
     *
     * @param note a sentence for the reader
     */
    record Family(String id, String title, String note, Predicate<Score> members) {}

    private static final String NO_EVENT = "none";
    private static final String LIMIT = "limit: ";

    private Naming() {}

    static List<Family> families() {
        return List.of(
                new Family(
                        "commit",
                        "Commit path in one JVM",
                        "One business transaction and its event: Narayana, Hibernate, the strategy's own classes, a real"
                                + " PostgreSQL and a real Artemis. Limits are the same work over the bare drivers.",
                        score -> score.type().equals("CommitPath")
                                || limit("bareJdbc").test(score)
                                || limit("stockXa").test(score)),
                new Family(
                        "http",
                        "Commit path over HTTP",
                        "The same against the deployed application: one request, one transaction, one event.",
                        type("CommitPathHttp")),
                new Family(
                        "relay",
                        "Draining the outbox",
                        "How fast the relay moves a full outbox to the broker, beside a bare producer.",
                        type("RelayDrain")
                                .or(type("RelayBacklog"))
                                .or(limit("singleSends"))
                                .or(limit("batchedSends"))
                                .or(limit("recognisableSends"))),
                new Family(
                        "delivery",
                        "From commit to delivery",
                        "How long after the commit a consumer has the message, while 200 other events a second go the same way. A relay"
                                + " that polls is late by half its period on average; for this it polls every 0.1 s, more often than by"
                                + " default.",
                        type("DeliveryLatency")),
                new Family("other", "Other measurements", "", score -> true));
    }

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "outbox-polling's commit path, of the two statements over bare JDBC",
                        commit("outbox-polling"),
                        limit("bareJdbc"),
                        Threshold.OUTBOX_COMMIT,
                        8),
                new Rule(
                        "xa's commit path, of stock Narayana over the two drivers",
                        commit("xa"),
                        limit("stockXa"),
                        Threshold.XA_COMMIT,
                        8),
                new Rule(
                        "the relay, of a bare producer sending in transacted batches",
                        type("RelayDrain"),
                        limit("recognisableSends"),
                        Threshold.RELAY_DRAIN,
                        0),
                delivery("outbox-immediate", Threshold.PROMPT_DELIVERY),
                delivery("outbox-notify", Threshold.PROMPT_DELIVERY),
                delivery("outbox-log-tailing", Threshold.LOG_DELIVERY),
                delivery("wal-message", Threshold.LOG_DELIVERY));
    }

    private static Rule delivery(String strategy, Threshold threshold) {
        return new Rule(
                strategy + " from commit to delivery, of one bare message sent and received (medians)",
                score -> isDelivery(score) && strategy.equals(score.params().get("strategy")),
                score -> isDeliveryUnit(score) && strategy.equals(score.params().getOrDefault("strategy", strategy)),
                threshold,
                1);
    }

    static boolean isDelivery(Score score) {
        return score.type().equals("DeliveryLatency") && score.method().equals("commitToDelivery");
    }

    static boolean isDeliveryUnit(Score score) {
        return score.type().equals("DeliveryLatency") && score.method().equals("sendAndReceive");
    }

    static boolean isCommandOverHttp(Score score) {
        return score.type().equals("CommitPathHttp") && score.method().equals("request");
    }

    static Predicate<Score> commit(String strategy) {
        return type("CommitPath").and(score -> strategy.equals(score.params().get("strategy")));
    }

    static Predicate<Score> commitWithoutEvent() {
        return commit(NO_EVENT);
    }

    static boolean isLimit(Score score) {
        return label(score).startsWith(LIMIT);
    }

    static String label(Score score) {
        return switch (score.type() + "." + score.method()) {
            case "Limits.bareJdbc" -> LIMIT + "bare JDBC, two statements";
            case "Limits.stockXa" -> LIMIT + "stock Narayana XA";
            case "Limits.singleSends" -> LIMIT + "producer, one by one";
            case "Limits.batchedSends" -> LIMIT + "producer, in batches";
            case "Limits.recognisableSends" -> LIMIT + "producer of the relay's messages, in batches";
            case "CommitPathHttp.read" -> LIMIT + "a request that only reads";
            case "DeliveryLatency.sendAndReceive" -> LIMIT + "one message, sent and received" + before(score);
            case "RelayBacklog.withTenThousandWaiting" -> "the relay, 10,000 waiting";
            case "RelayBacklog.withTenMillionWaiting" -> "the relay, 10,000,000 waiting";
            case "RelayDrain.drainByTwo" -> "two relays, half of the shards each";
            case "RelayDrain.drain" -> "outbox-polling's relay";
            default -> ownName(score);
        };
    }

    /** The unit is measured right before each strategy. */
    private static String before(Score unit) {
        String strategy = unit.params().getOrDefault("strategy", "");
        return strategy.isEmpty() ? "" : " (before " + strategy + ")";
    }

    private static String ownName(Score score) {
        String params = String.join(", ", score.params().values());
        if (params.isEmpty()) {
            return score.type() + "." + score.method();
        }
        return params.equals(NO_EVENT) ? "no event" : params;
    }

    private static Predicate<Score> type(String type) {
        return score -> score.type().equals(type);
    }

    private static Predicate<Score> limit(String method) {
        return type("Limits").and(score -> score.method().equals(method));
    }
}
