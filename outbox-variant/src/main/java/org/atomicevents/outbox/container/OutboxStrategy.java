package org.atomicevents.outbox.container;

import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Function;
import org.atomicevents.Guarantees;
import org.atomicevents.container.ServerResources;
import org.atomicevents.jdbc.Isolation;
import org.atomicevents.outbox.store.Backlog;
import org.atomicevents.outbox.store.Lane;
import org.atomicevents.outbox.store.LeftEntries;
import org.atomicevents.spi.Availability;
import org.atomicevents.spi.Configuration;
import org.atomicevents.spi.ConfiguredStrategy;
import org.atomicevents.spi.LeftBehind;
import org.atomicevents.spi.Refused;
import org.atomicevents.spi.StrategyProvider;

/** One strategy of the family: everything that all of them do, around the {@link OutboxVariation}. Thread-safe. */
final class OutboxStrategy implements StrategyProvider {

    private final String id;
    private final Guarantees guarantees;
    private final Function<Configuration, OutboxVariation> variation;
    private final OutboxContext context;

    /** @param variation reads the keys that only this strategy has */
    OutboxStrategy(
            String id,
            Guarantees guarantees,
            Function<Configuration, OutboxVariation> variation,
            OutboxContext context) {
        this.id = Objects.requireNonNull(id);
        this.guarantees = Objects.requireNonNull(guarantees);
        this.variation = Objects.requireNonNull(variation);
        this.context = Objects.requireNonNull(context);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Guarantees guarantees() {
        return guarantees;
    }

    @Override
    public ConfiguredStrategy configure(Configuration configuration) {
        OutboxSettings settings = OutboxSettings.read(configuration);
        OutboxVariation configured = variation.apply(configuration);
        return () -> open(settings, configured);
    }

    @Override
    public LeftBehind leftBehind() {
        ServerResources server = context.server();
        Lane lane = new Lane(server.application(), id);
        try {
            Backlog backlog = LeftEntries.of(server.dataSource(), server.shortTransactions(), lane);
            return LeftBehind.entries(backlog.waiting() + backlog.parked(), backlog.oldest());
        } catch (SQLException e) {
            throw new IllegalStateException("The outbox could not be looked for: " + e.getMessage(), e);
        }
    }

    private Availability open(OutboxSettings settings, OutboxVariation configured) {
        OutboxParts parts;
        try {
            if (!Isolation.isReadCommitted(context.server().dataSource())) {
                return new Refused(
                        "the data source does not use READ COMMITTED, without which a relay could read out of order",
                        "set the data source's transaction-isolation to TRANSACTION_READ_COMMITTED");
            }
            parts = OutboxParts.install(this, settings, configured.period(context.settings()), context);
        } catch (OtherDestination e) {
            return e.refusal();
        } catch (SQLException e) {
            return new Refused(
                    "the outbox tables could not be created or looked through (" + e.getMessage() + ")",
                    "let the data source's user create tables or create them yourself from META-INF/atomicevents");
        }
        return configured.open(parts);
    }
}
