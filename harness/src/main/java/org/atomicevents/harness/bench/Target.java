package org.atomicevents.harness.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The addresses of the real processes. The suite starts them once and hands this to every fork as system properties.
 *
 * @param database JDBC URL without user and password
 * @param broker URL of the broker's core acceptor
 * @param catalog the deployed application, such as {@code http://127.0.0.1:8080/catalog}; empty if it does not run
 * @param scratch a folder for the transaction log of the forks
 */
record Target(
        String database,
        String databaseUser,
        String databasePassword,
        String broker,
        String brokerUser,
        String brokerPassword,
        String catalog,
        Path scratch) {

    private static final String PREFIX = "atomicevents.bench.";

    /** The target of the fork this is called in; an {@link IllegalStateException} names the property that is missing. */
    static Target ofThisFork() {
        return new Target(
                property("database"),
                property("database.user"),
                property("database.password"),
                property("broker"),
                property("broker.user"),
                property("broker.password"),
                property("catalog"),
                Path.of(property("scratch")));
    }

    /** The system properties with which a fork sees this target. */
    List<String> asJvmArguments() {
        return properties().entrySet().stream()
                .map(entry -> "-D" + PREFIX + entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("database", database);
        properties.put("database.user", databaseUser);
        properties.put("database.password", databasePassword);
        properties.put("broker", broker);
        properties.put("broker.user", brokerUser);
        properties.put("broker.password", brokerPassword);
        properties.put("catalog", catalog);
        properties.put("scratch", scratch.toString());
        return properties;
    }

    private static String property(String name) {
        String value = System.getProperty(PREFIX + name);
        if (value == null) {
            throw new IllegalStateException(
                    "System property '" + PREFIX + name
                            + "' is not set: benchmarks run against processes that BenchSuite starts; use ./atomic-events bench");
        }
        return value;
    }
}
