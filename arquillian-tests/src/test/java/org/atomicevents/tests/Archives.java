package org.atomicevents.tests;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.atomicevents.testing.Filters;
import org.atomicevents.tests.inside.ReceivedMessages;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.FileAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The archives that are deployed: the modules as the build made them, in an EAR as a user would write it, with the test as its WAR. */
final class Archives {

    private static final List<String> EJB_MODULES =
            List.of("outbox-ejb", "dual-write-variant", "outbox-variant", "xa-variant", "event-sourcing-variant");

    /** Short waits and low limits, so that a test reaches them soon. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("atomicevents.outbox.poll-period", "PT0.05S"),
            Map.entry("atomicevents.outbox.retry-first", "PT0.05S"),
            Map.entry("atomicevents.outbox.retry-max", "PT0.2S"),
            Map.entry("atomicevents.outbox.max-attempts", "2"),
            Map.entry("atomicevents.journal.sweep-period", "PT0.05S"),
            Map.entry("atomicevents.event-sourcing.poll-period", "PT0.05S"),
            Map.entry("atomicevents.event-sourcing.retry-first", "PT0.05S"),
            Map.entry("atomicevents.event-sourcing.retry-max", "PT0.2S"),
            Map.entry("atomicevents.event-sourcing.max-attempts", "2"),
            Map.entry("atomicevents.max-data-bytes", "4096"),
            Map.entry("atomicevents.jms.call-timeout", "PT2S"));

    private static final Map<String, String> TAILING = Map.of(
            "atomicevents.tailing.retry-first", "PT0.05S",
            "atomicevents.tailing.retry-max", "PT0.2S",
            "atomicevents.tailing.max-attempts", "2",
            "atomicevents.tailing.takeover-period", "PT0.1S");

    /** The libraries of the log's reader, as the EAR's descriptor lists them. */
    private static final Pattern LOG_READER = Pattern.compile("path=\"(log-reader/([^\"]+)\\.(?:jar|zip))\"");

    private Archives() {}

    /** An EAR whose default strategy is {@code strategy}, with {@code test} and its superclasses inside. */
    static EnterpriseArchive ear(String strategy, Class<?> test) {
        return ear(test.getSimpleName(), Map.of("atomicevents.strategy", strategy), war(test), EJB_MODULES);
    }

    /** As {@link #ear(String, Class)}, with settings of its own. */
    static EnterpriseArchive ear(String strategy, Class<?> test, Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("atomicevents.strategy", strategy);
        return ear(test.getSimpleName(), all, war(test), EJB_MODULES);
    }

    /** As {@link #ear(String, Class)}, with log tailing, its libraries and the descriptor of the real EAR. */
    static EnterpriseArchive tailingEar(String strategy, Class<?> test) {
        Map<String, String> settings = new TreeMap<>(TAILING);
        settings.put("atomicevents.strategy", strategy);
        List<String> modules = new ArrayList<>(EJB_MODULES);
        modules.add("log-tailing-variant");
        String descriptor = descriptor();
        EnterpriseArchive ear = ear(test.getSimpleName(), settings, war(test), modules)
                .addAsManifestResource(new StringAsset(descriptor), "jboss-deployment-structure.xml");
        LOG_READER
                .matcher(descriptor)
                .results()
                .forEach(library -> ear.add(new FileAsset(fromClassPath(library.group(2))), library.group(1)));
        return ear;
    }

    private static String descriptor() {
        Path checkout = Path.of(System.getProperty("atomicevents.tests.checkout"));
        try {
            return Files.readString(
                    checkout.resolve("ear/src/main/application/META-INF/jboss-deployment-structure.xml"));
        } catch (IOException e) {
            throw new UncheckedIOException("The EAR's descriptor is not in " + checkout, e);
        }
    }

    private static WebArchive war(Class<?> test) {
        WebArchive war = war().addPackage(ReceivedMessages.class.getPackage())
                .addClass(Filters.class)
                .addAsLibraries(fromClassPath("assertj-core"), fromClassPath("awaitility"), fromClassPath("hamcrest"));
        for (Class<?> type = test; type != Object.class; type = type.getSuperclass()) {
            war.addClass(type);
        }
        return war;
    }

    /** An EAR with settings of its own, and some classes. */
    static EnterpriseArchive ear(String name, Map<String, String> settings, Class<?>... classes) {
        return ear(name, settings, war().addClasses(classes), EJB_MODULES);
    }

    private static EnterpriseArchive ear(
            String name, Map<String, String> settings, WebArchive war, List<String> modules) {
        Map<String, String> configuration = new TreeMap<>(SETTINGS);
        configuration.putAll(settings);
        EnterpriseArchive ear = ShrinkWrap.create(EnterpriseArchive.class, name + ".ear")
                .setApplicationXML(new StringAsset(applicationXml(modules)))
                .addAsLibrary(ShrinkWrap.create(JavaArchive.class, "configuration.jar")
                        .addAsManifestResource(new StringAsset(lines(configuration)), "microprofile-config.properties"))
                .addAsModule(war);
        modules.forEach(module -> ear.addAsModule(fromClassPath(module), module + ".jar"));
        return ear;
    }

    private static WebArchive war() {
        return ShrinkWrap.create(WebArchive.class, "tests.war").addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }

    private static String applicationXml(List<String> modules) {
        String ejbs = modules.stream()
                .map(module -> "  <module><ejb>" + module + ".jar</ejb></module>\n")
                .collect(Collectors.joining());
        return """
                <application xmlns="https://jakarta.ee/xml/ns/jakartaee" version="10">
                  <initialize-in-order>true</initialize-in-order>
                %s  <module><web><web-uri>tests.war</web-uri><context-root>/tests</context-root></web></module>
                </application>
                """.formatted(ejbs);
    }

    private static String lines(Map<String, String> configuration) {
        return configuration.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static File fromClassPath(String artifact) {
        var jar = Pattern.compile(Pattern.quote(artifact) + "-[0-9][^/\\\\]*(?<!-tests)\\.jar");
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(File::new)
                .filter(file -> jar.matcher(file.getName()).matches())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No jar of " + artifact
                        + " on the class path: run these tests with mvn verify, which makes it"));
    }
}
