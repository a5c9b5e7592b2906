package org.atomicevents.outbox.container;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.Vital;
import org.atomicevents.outbox.OutboxPublisher;
import org.atomicevents.outbox.OutboxVitals;
import org.atomicevents.outbox.store.OutboxOperations;
import org.atomicevents.spi.Configuration;
import org.atomicevents.spi.StrategyProvider;

/** One strategy of the family: what all of them do, around the {@link OutboxVariation} that makes the difference. */
final class OutboxStrategy implements StrategyProvider {

    private final String id;
    private final Guarantees guarantees;
    private final OutboxVariation pair;
    private final OutboxContext surroundings;
    private OutboxParts bench;

    OutboxStrategy(String id, Guarantees guarantees, OutboxVariation pair, OutboxContext surroundings) {
        this.id = id;
        this.guarantees = guarantees;
        this.pair = pair;
        this.surroundings = surroundings;
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
    public void configure(Configuration configuration) {
        surroundings.configure(configuration);
        pair.configure(configuration);
    }

    @Override
    public Optional<String> refusal() {
        try {
            if (isolation(surroundings.server().dataSource()) != Connection.TRANSACTION_READ_COMMITTED) {
                return Optional.of("the data source does not use READ COMMITTED, without which two relays could claim"
                        + " out of order: set the data source's transaction-isolation to TRANSACTION_READ_COMMITTED");
            }
            bench = new OutboxParts(id, surroundings);
        } catch (SQLException e) {
            return Optional.of("the outbox tables could not be created (" + e.getMessage()
                    + "): let the data source's user create tables or create them yourself from META-INF/atomicevents");
        }
        return pair.refusal(bench);
    }

    @Override
    public EventPublisher publisher() {
        bench.buildRelay(pair.period(bench));
        return new OutboxPublisher(surroundings.server().publishRules(), pair.capture(bench), guarantees);
    }

    @Override
    public void start() {
        if (surroundings.relaysHere()) {
            bench.rounds().start();
        }
        pair.start(bench);
    }

    @Override
    public void stop() {
        pair.stop();
        bench.rounds().stop();
        bench.close();
    }

    @Override
    public Optional<Operations> operations() {
        return Optional.of(entries());
    }

    @Override
    public List<Vital> vitals() {
        Duration longest = surroundings.settings().outbox().attempts().max();
        Duration period = pair.period(bench);
        return new OutboxVitals(
                        entries()::backlog,
                        surroundings.relaysHere() ? Optional.of(bench.rounds()::sinceLastPass) : Optional.empty(),
                        period.compareTo(longest) > 0 ? period : longest)
                .now();
    }

    private OutboxOperations entries() {
        return new OutboxOperations(surroundings.server().shortTransactions(), id);
    }

    private static int isolation(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return connection.getTransactionIsolation();
        }
    }
}
