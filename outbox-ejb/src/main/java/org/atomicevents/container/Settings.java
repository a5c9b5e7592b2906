package org.atomicevents.container;

import java.time.Duration;
import java.util.List;
import org.atomicevents.relay.RetrySettings;

/**
 * The configuration of this deployment, checked; see {@code ARCHITECTURE.md} for keys and defaults. Immutable.
 *
 * @param use the strategies that are offered
 * @param datasource the JNDI name of the JTA data source
 * @param maxDataBytes largest {@link org.atomicevents.Event#data()}
 * @param inboxRetention how long the inbox remembers
 */
public record Settings(Use use, String datasource, int maxDataBytes, Outbox outbox, Duration inboxRetention) {

    /**
     * Which strategies.
     *
     * @param byDefault for injection points without {@link org.atomicevents.Strategy}
     * @param offered the ids that are examined and started; {@code *} for all that are present
     */
    public record Use(String byDefault, List<String> offered) {

        boolean offers(String id) {
            return offered.contains("*") || offered.contains(id);
        }
    }

    /**
     * @param pollPeriod how long an idle relay waits
     * @param batchSize entries per pass
     * @param claimFor how long a relay may hold entries, on the database's clock
     */
    public record Outbox(Duration pollPeriod, int batchSize, Duration claimFor, RetrySettings retry) {}
}
