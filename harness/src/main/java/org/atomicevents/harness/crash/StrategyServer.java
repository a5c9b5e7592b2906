package org.atomicevents.harness.crash;

import java.util.Map;
import org.atomicevents.servers.Wildfly;

/** The start options of a server that offers one strategy. Stateless. */
public final class StrategyServer {

    private StrategyServer() {}

    /**
     * {@code plain} for a server that offers {@code strategy} and no other: with its configuration file and properties.
     *
     * @throws IllegalArgumentException if there is no such strategy
     */
    public static Wildfly.Options offering(String strategy, Wildfly.Options plain) {
        StrategySetup.Server server = StrategySetup.of(strategy).server();
        Wildfly.Options options = plain.configuredBy(server.configuration())
                .withProperty("atomicevents.strategy", strategy)
                .withProperty("atomicevents.strategies", strategy);
        for (Map.Entry<String, String> property : server.properties().entrySet()) {
            options = options.withProperty(property.getKey(), property.getValue());
        }
        return options;
    }

    /** The query for the changes of the subject {@code ?}: command id and version, in the order of the versions. */
    public static String changes(String strategy) {
        return StrategySetup.of(strategy).truth().changes();
    }

    /** The query that gives one row if the change by command {@code ?} is committed. */
    public static String change(String strategy) {
        return StrategySetup.of(strategy).truth().change();
    }
}
