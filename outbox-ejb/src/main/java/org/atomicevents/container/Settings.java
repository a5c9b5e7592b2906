package org.atomicevents.container;

import java.time.Duration;
import java.util.List;
import org.atomicevents.relay.RetrySettings;

/**
 * The configuration of this deployment, checked; see {@code docs/configuration.md} for keys and defaults. Immutable.
 *
 * @param application the configured name of the application; empty for that of the deployment
 * @param use the strategies that are offered
 * @param maxDataBytes largest {@link org.atomicevents.Event#data()}
 */
public record Settings(
        String application, Use use, Datasource datasource, int maxDataBytes, Outbox outbox, Inbox inbox) {

    /**
     * The strategies that are used.
     *
     * @param byDefault for injection points without {@link org.atomicevents.Strategy}
     * @param offered the ids that are examined and started; {@code *} for all that are present
     */
    public record Use(String byDefault, List<String> offered) {

        /** True if {@code id} itself is configured, not only covered by {@code *}. */
        boolean names(String id) {
            return offered.contains(id) || byDefault.equals(id);
        }

        public boolean offers(String id) {
            return offered.contains("*") || offered.contains(id);
        }
    }

    /**
     * The JTA data source.
     *
     * @param jndiName where the server has it
     * @param startWithin the longest wait of the deployment for its database
     */
    public record Datasource(String jndiName, Duration startWithin) {}

    /**
     * @param retention the time for which the inbox remembers an event
     * @param waitForDatabase the longest wait of a consumer for its database
     */
    public record Inbox(Duration retention, Duration waitForDatabase) {}

    /**
     * @param pollPeriod the wait between two idle passes of a relay
     * @param batchSize the number of entries per pass
     * @param lease the time for which a relay holds its shards after each renewal, on the database's clock
     */
    public record Outbox(Duration pollPeriod, int batchSize, Duration lease, RetrySettings retry) {}
}
