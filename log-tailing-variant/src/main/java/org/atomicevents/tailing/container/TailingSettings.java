package org.atomicevents.tailing.container;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.atomicevents.relay.RetrySettings;
import org.atomicevents.spi.Configuration;
import org.atomicevents.tailing.engine.EngineSettings;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The keys {@code atomicevents.tailing.*}, checked. Immutable.
 *
 * @param reader the account that reads the log; an empty string stands for the data source's own value
 * @param slotPrefix begins the names of slots and publications
 * @param times periods and batches
 * @param retry the attempts at a refused event, and the waits while the broker is away
 * @param remove strategies whose slot and publication are dropped at deployment
 */
record TailingSettings(Reader reader, String slotPrefix, Times times, RetrySettings retry, List<String> remove) {

    private static final String GROUP = "atomicevents.tailing.";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final RetrySettings RETRY_DEFAULTS =
            new RetrySettings(Duration.ofMillis(200), Duration.ofSeconds(5), 5);
    private static final RetrySettings RETRY_LIMITS = new RetrySettings(HOUR, HOUR, 100);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,19}");

    record Reader(String url, String user, String password) {}

    /**
     * @param engine the batches of the engine
     * @param heartbeat the period in which an idle reader writes into the log
     * @param takeover the period in which a server that does not read tries to take over
     */
    record Times(EngineSettings engine, Duration heartbeat, Duration takeover) {}

    static TailingSettings read(Configuration from) {
        return read(from, passwordOfTheDataSource());
    }

    /** @param dataSourcePassword the default of the reader's password */
    static TailingSettings read(Configuration from, String dataSourcePassword) {
        Reader reader = new Reader(
                from.text(GROUP + "database-url", ""),
                from.text(GROUP + "user", ""),
                from.text(GROUP + "password", dataSourcePassword));
        String prefix = from.text(GROUP + "slot-prefix", "atomicevents");
        if (!NAME.matcher(prefix).matches()) {
            from.refuse(GROUP + "slot-prefix = " + prefix
                    + " has to be 1 to 20 lower-case letters, digits and underscores, beginning with a letter");
        }
        EngineSettings engine = new EngineSettings(
                from.duration(GROUP + "poll-interval", "PT0.002S", MILLISECOND, Duration.ofSeconds(10)),
                from.number(GROUP + "batch-size", 500, 1, 10_000));
        Times times = new Times(
                engine,
                from.duration(GROUP + "heartbeat", "PT10S", Duration.ofMillis(100), HOUR),
                from.duration(GROUP + "takeover-period", "PT1S", Duration.ofMillis(10), HOUR));
        return new TailingSettings(
                reader,
                prefix,
                times,
                RetrySettings.read(from, GROUP, RETRY_DEFAULTS, RETRY_LIMITS),
                from.list(GROUP + "remove", ""));
    }

    /** The provisioned server's data source takes its password from this property. */
    private static String passwordOfTheDataSource() {
        Optional<String> password =
                ConfigProvider.getConfig().getOptionalValue("atomicevents.db.password", String.class);
        return password.orElse("atomicevents");
    }
}
