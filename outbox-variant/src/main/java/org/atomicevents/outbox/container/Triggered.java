package org.atomicevents.outbox.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import org.atomicevents.outbox.capture.TriggerCapture;
import org.atomicevents.outbox.store.TriggerScripts;
import org.atomicevents.outbox.store.TriggerSql;
import org.atomicevents.outbox.store.TriggeredEntries;
import org.atomicevents.spi.Availability;
import org.atomicevents.spi.Configuration;
import org.atomicevents.spi.Refused;

/**
 * Rows that the application's own triggers make; the relay polls. Only on databases whose triggers are supported.
 *
 * @param script the resource name of the script that creates the triggers
 */
record Triggered(String script) implements OutboxVariation {

    private static final String KEY = "atomicevents.trigger.script";

    /** Stands for the application's name in the script; the name has no character that would end a text in SQL. */
    private static final String APPLICATION = "${atomicevents.application}";

    static Triggered read(Configuration from) {
        return new Triggered(from.text(KEY, "META-INF/atomicevents/triggers-postgresql.sql"));
    }

    @Override
    public Availability open(OutboxParts parts) {
        Optional<TriggerSql> sql = parts.sql().triggers();
        if (sql.isEmpty()) {
            return new Refused(
                    "its triggers are written for PostgreSQL, and the data source is on "
                            + parts.sql().database(),
                    "point atomicevents.datasource at a PostgreSQL database or choose outbox-polling");
        }
        try {
            Optional<String> triggers = text(Thread.currentThread().getContextClassLoader(), script);
            if (triggers.isEmpty()) {
                return new Refused(
                        "no resource %s (%s) is in a library of the deployment".formatted(script, KEY),
                        "put the script that creates the application's triggers in a jar below the EAR's lib, or name another");
            }
            install(parts, sql.get(), triggers.get());
        } catch (SQLException | IOException e) {
            return new Refused(
                    "its triggers could not be installed (" + e.getMessage() + ")",
                    "let the data source's user create functions and own the tables, or correct " + script);
        }
        var capture = new TriggerCapture(parts.database(), new TriggeredEntries(sql.get(), parts.lane()));
        return new ReadyOutbox(parts, capture, BackgroundWork.NONE);
    }

    private void install(OutboxParts parts, TriggerSql sql, String triggers) throws SQLException, IOException {
        TriggerScripts scripts = new TriggerScripts(parts.transactions(), sql);
        String function = sql.functionScript();
        scripts.apply(function, text(Triggered.class.getClassLoader(), function).orElseThrow());
        String application = parts.lane().application();
        scripts.apply(application + ":" + script, triggers.replace(APPLICATION, application));
    }

    private static Optional<String> text(ClassLoader loader, String resource) throws IOException {
        try (InputStream in = loader.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
