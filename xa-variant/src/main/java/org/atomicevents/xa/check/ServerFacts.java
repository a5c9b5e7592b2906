package org.atomicevents.xa.check;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Facts from the server's management model, read over its MBeans. Every fact is optional: without the subsystem {@code jmx}, or on
 * another server, none can be read.
 */
final class ServerFacts {

    private final MBeanServer model;

    ServerFacts() {
        this(ManagementFactory.getPlatformMBeanServer());
    }

    ServerFacts(MBeanServer model) {
        this.model = model;
    }

    /** The server's version, such as {@code 39.0.1.Final}. */
    Optional<String> version() {
        return found("jboss.as:management-root=server")
                .flatMap(server -> text(server, "productVersion").or(() -> text(server, "releaseVersion")));
    }

    /** The largest number of connections, and so of branches, of the XA data source bound at {@code jndiName}. */
    Optional<Integer> poolSize(String jndiName) {
        return dataSource(jndiName)
                .flatMap(source -> text(source, "maxPoolSize"))
                .map(Integer::valueOf);
    }

    /** Whether recovery is switched off for the XA data source bound at {@code jndiName}. */
    boolean isWithoutRecovery(String jndiName) {
        return dataSource(jndiName)
                .flatMap(source -> text(source, "noRecovery"))
                .map(Boolean::valueOf)
                .orElse(false);
    }

    /** The class that makes the connections of the XA data source bound at {@code jndiName}. */
    Optional<String> xaClass(String jndiName) {
        return dataSource(jndiName)
                .flatMap(source -> text(source, "xaDatasourceClass")
                        .or(() -> text(source, "driverName")
                                .flatMap(driver -> found("jboss.as:subsystem=datasources,jdbc-driver=" + driver))
                                .flatMap(driver -> text(driver, "driverXaDatasourceClassName"))));
    }

    /** Whether recovery is switched off for the pooled connection factory bound at {@code jndiName}. */
    boolean isFactoryWithoutRecovery(String jndiName) {
        return names("jboss.as:subsystem=messaging-activemq,pooled-connection-factory=*,*").stream()
                .filter(factory -> entries(factory).contains(jndiName))
                .flatMap(factory -> text(factory, "useAutoRecovery").stream())
                .anyMatch("false"::equals);
    }

    private Optional<ObjectName> dataSource(String jndiName) {
        return names("jboss.as:subsystem=datasources,xa-data-source=*,*").stream()
                .filter(source ->
                        text(source, "jndiName").filter(jndiName::equals).isPresent())
                .findFirst();
    }

    private Set<String> entries(ObjectName factory) {
        Object entries = attribute(factory, "entries").orElse(null);
        return entries instanceof String[] all ? Set.of(all) : Set.of();
    }

    private Optional<ObjectName> found(String name) {
        return names(name).stream().findFirst();
    }

    private Set<ObjectName> names(String pattern) {
        try {
            return model.queryNames(new ObjectName(pattern), null);
        } catch (JMException e) {
            return Set.of();
        }
    }

    private Optional<String> text(ObjectName bean, String attribute) {
        return attribute(bean, attribute).map(String::valueOf);
    }

    private Optional<Object> attribute(ObjectName bean, String attribute) {
        try {
            return Optional.ofNullable(model.getAttribute(bean, attribute));
        } catch (JMException e) {
            return Optional.empty();
        }
    }
}
