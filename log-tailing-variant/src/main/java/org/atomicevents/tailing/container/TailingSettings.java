package org.atomicevents.tailing.container;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.atomicevents.relay.PollDelay;
import org.atomicevents.relay.RetryPolicy;
import org.atomicevents.spi.Configuration;
import org.atomicevents.tailing.engine.EngineSettings;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The keys {@code atomicevents.tailing.*}, checked. Immutable.
 *
 * @param reader who signs in to read the log; empty strings stand for what the data source says
 * @param slotPrefix begins the names of slots and publications
 * @param times how often
 * @param remove strategies whose slot and publication are dropped at deployment
 */
record TailingSettings(Reader reader, String slotPrefix, Times times, Attempts attempts, List<String> remove) {

    private static final String GROUP = "atomicevents.tailing.";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,19}");

    record Reader(String url, String user, String password) {}

    /**
     * @param flow of the engine
     * @param heartbeat how often an idle reader writes into the log
     * @param takeover how often a server that does not read looks whether it could
     */
    record Times(EngineSettings flow, Duration heartbeat, Duration takeover) {}

    /** How a refused event and a broker that is away are tried again. */
    record Attempts(Duration first, Duration max, int limit) {

        RetryPolicy retry() {
            return new RetryPolicy(first, max, limit, TailingSettings::random);
        }

        PollDelay whileAway() {
            return new PollDelay(first, max, TailingSettings::random);
        }
    }

    static TailingSettings read(Configuration from) {
        Reader reader = new Reader(
                from.text(GROUP + "database-url", ""),
                from.text(GROUP + "user", ""),
                from.text(GROUP + "password", passwordOfTheDataSource()));
        String prefix = from.text(GROUP + "slot-prefix", "atomicevents");
        if (!NAME.matcher(prefix).matches()) {
            from.refuse(GROUP + "slot-prefix = " + prefix
                    + " has to be 1 to 20 lower-case letters, digits and underscores, beginning with a letter");
        }
        EngineSettings flow = new EngineSettings(
                from.duration(GROUP + "poll-interval", "PT0.002S", MILLISECOND, Duration.ofSeconds(10)),
                from.number(GROUP + "batch-size", 500, 1, 10_000));
        Times times = new Times(
                flow,
                from.duration(GROUP + "heartbeat", "PT10S", Duration.ofMillis(100), HOUR),
                from.duration(GROUP + "takeover-period", "PT1S", Duration.ofMillis(10), HOUR));
        return new TailingSettings(reader, prefix, times, attempts(from), from.list(GROUP + "remove", ""));
    }

    private static Attempts attempts(Configuration from) {
        Duration first = from.duration(GROUP + "retry-first", "PT0.2S", MILLISECOND, HOUR);
        Duration max = from.duration(GROUP + "retry-max", "PT5S", MILLISECOND, HOUR);
        if (max.compareTo(first) < 0) {
            from.refuse(GROUP + "retry-max = " + max + " is shorter than " + GROUP + "retry-first = " + first);
            max = first;
        }
        return new Attempts(first, max, from.number(GROUP + "max-attempts", 5, 1, 100));
    }

    /** The provisioned server's data source takes its password from this property. */
    private static String passwordOfTheDataSource() {
        Optional<String> password =
                ConfigProvider.getConfig().getOptionalValue("atomicevents.db.password", String.class);
        return password.orElse("atomicevents");
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
