package org.atomicevents.outbox.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.atomicevents.jdbc.Database;
import org.atomicevents.outbox.capture.Capture;
import org.atomicevents.outbox.capture.TriggerCapture;
import org.atomicevents.outbox.store.TriggerScripts;
import org.atomicevents.outbox.store.TriggeredEntries;
import org.atomicevents.spi.Configuration;

/** The application's own triggers make the rows; the relay looks for them by itself. PostgreSQL only. */
final class Triggered implements OutboxVariation {

    private static final String FUNCTION = "META-INF/atomicevents/trigger-postgresql.sql";
    private static final String KEY = "atomicevents.trigger.script";

    private final String strategy;
    private String script;

    Triggered(String strategy) {
        this.strategy = strategy;
    }

    @Override
    public void configure(Configuration configuration) {
        script = configuration.text(KEY, "META-INF/atomicevents/triggers-postgresql.sql");
    }

    @Override
    public Optional<String> refusal(OutboxParts bench) {
        if (bench.dialect() != Database.POSTGRESQL) {
            return Optional.of("its triggers are written for PostgreSQL, and the data source is on " + bench.dialect()
                    + ": point atomicevents.datasource at a PostgreSQL database or choose outbox-polling");
        }
        try {
            Optional<String> triggers = text(Thread.currentThread().getContextClassLoader(), script);
            if (triggers.isEmpty()) {
                return Optional.of(
                        "no resource %s (%s) is in a library of the deployment: put the script that creates the"
                                        .formatted(script, KEY)
                                + " application's triggers in a jar below the EAR's lib, or name another");
            }
            TriggerScripts scripts = new TriggerScripts(bench.server().shortTransactions());
            scripts.apply(
                    FUNCTION, text(Triggered.class.getClassLoader(), FUNCTION).orElseThrow());
            scripts.apply(script, triggers.get());
            return Optional.empty();
        } catch (SQLException | IOException e) {
            return Optional.of("its triggers could not be installed (" + e.getMessage()
                    + "): let the data source's user create functions and own the tables, or correct " + script);
        }
    }

    @Override
    public Capture capture(OutboxParts bench) {
        return new TriggerCapture(bench.database(), new TriggeredEntries(strategy));
    }

    @Override
    public Duration period(OutboxParts bench) {
        return bench.settings().pollPeriod();
    }

    private static Optional<String> text(ClassLoader loader, String resource) throws IOException {
        try (InputStream in = loader.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
