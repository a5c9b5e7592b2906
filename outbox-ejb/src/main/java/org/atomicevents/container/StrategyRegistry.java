package org.atomicevents.container;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.atomicevents.EventPublisher;
import org.atomicevents.Strategies;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.Vital;
import org.atomicevents.spi.Availability;
import org.atomicevents.spi.ConfiguredStrategy;
import org.atomicevents.spi.Ready;
import org.atomicevents.spi.Refused;

/** The strategies of the deployment, each opened once. Thread-safe. */
final class StrategyRegistry implements Strategies {

    private static final System.Logger LOG = System.getLogger(StrategyRegistry.class.getName());

    private final SortedMap<String, Ready> ready = new TreeMap<>();
    private final SortedMap<String, String> refusals = new TreeMap<>();
    private final SortedMap<String, Unserved> unserved = new TreeMap<>();
    private final SortedMap<String, Offer> offers = new TreeMap<>();
    private final Function<Supplier<Availability>, Availability> opening;

    /**
     * Opens every strategy that is offered; touches database and broker; outside any transaction. Those that somebody has named
     * come first.
     *
     * @param required the ids that something depends on, each with the place that depends on it
     * @param beforeOthers runs before those that only {@code *} offers are opened: nobody asked for them, so nobody shall wait for them
     * @param opening calls what it is given, which opens a strategy, and again if the first attempt does not count
     * @throws IllegalStateException if one of them is unknown or refused; the message says what to do, and nothing stays open
     */
    StrategyRegistry(
            ConfiguredStrategies strategies,
            Settings.Use use,
            SortedMap<String, String> required,
            Runnable beforeOthers,
            Function<Supplier<Availability>, Availability> opening) {
        this.opening = Objects.requireNonNull(opening);
        SortedMap<String, ConfiguredStrategies.Configured> others = new TreeMap<>(strategies.all());
        others.keySet().removeIf(id -> use.names(id) || required.containsKey(id));
        SortedMap<String, ConfiguredStrategies.Configured> named = new TreeMap<>(strategies.all());
        named.keySet().removeAll(others.keySet());
        open(named, use);
        beforeOthers.run();
        open(others, use);
        List<String> problems = new ArrayList<>();
        required.forEach((id, by) -> problem(id, by).ifPresent(problems::add));
        if (!problems.isEmpty()) {
            stop();
            throw new IllegalStateException(String.join("; ", problems));
        }
        refusals.forEach((id, message) ->
                LOG.log(System.Logger.Level.INFO, "Strategy {0} is present but not available: {1}", id, message));
    }

    private void open(SortedMap<String, ConfiguredStrategies.Configured> strategies, Settings.Use use) {
        strategies.forEach((id, one) -> {
            if (use.offers(id)) {
                open(id, one.strategy());
                Optional.ofNullable(refusals.get(id))
                        .ifPresent(why -> unserved.put(id, new Unserved(one.provider(), Optional.of(why))));
            } else {
                unserved.put(id, new Unserved(one.provider(), Optional.empty()));
                refusals.put(
                        id,
                        "atomicevents.strategies = %s does not name it: add %s there"
                                .formatted(String.join(",", use.offered()), id));
            }
            boolean isDefault = id.equals(use.byDefault());
            offers.put(
                    id,
                    new Offer(
                            id,
                            ready.containsKey(id),
                            refusals.get(id),
                            isDefault,
                            one.provider().guarantees()));
        });
    }

    static Optional<String> unknown(String id, String requiredBy, Collection<String> known) {
        return known.contains(id)
                ? Optional.empty()
                : Optional.of("Strategy '%s', asked for by %s, is unknown; known are %s: correct the id or add the jar"
                        .formatted(id, requiredBy, known));
    }

    @Override
    public List<Offer> all() {
        return List.copyOf(offers.values());
    }

    @Override
    public EventPublisher publisher(String id) {
        if (!offers.containsKey(id)) {
            throw new IllegalArgumentException("Strategy '" + id + "' is unknown; known are " + offers.keySet());
        }
        if (!ready.containsKey(id)) {
            throw new IllegalStateException("Strategy '" + id + "' is not available: " + refusals.get(id));
        }
        return ready.get(id).publisher();
    }

    /** Starts all or, if one fails, none; warns of entries that wait under a strategy that does not work here. */
    void start() {
        try {
            ready.values().forEach(Ready::start);
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
        unserved.forEach(StrategyRegistry::warn);
    }

    private static void warn(String id, Unserved strategy) {
        try {
            strategy.warning().ifPresent(sentence -> LOG.log(System.Logger.Level.WARNING, sentence));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Nobody knows what waits under strategy " + id, e);
        }
    }

    /** The operator's access to the entries of each strategy that keeps some, by the strategy's id. */
    SortedMap<String, Operations> operations() {
        SortedMap<String, Operations> all = new TreeMap<>();
        ready.forEach((id, one) -> one.operations().ifPresent(operations -> all.put(id, operations)));
        return all;
    }

    /** The vital signs of every strategy that is ready, and of every other one under which something waits, by its id. */
    SortedMap<String, List<Vital>> vitals() {
        SortedMap<String, List<Vital>> all = new TreeMap<>();
        ready.forEach((id, one) -> all.put(id, vitals(id, one::vitals)));
        unserved.forEach((id, one) -> {
            List<Vital> vitals = vitals(id, one::vitals);
            if (!vitals.isEmpty()) {
                all.put(id, vitals);
            }
        });
        return all;
    }

    /** Ends every strategy that is ready, started or not; may be called again. */
    void stop() {
        ready.values().forEach(Ready::stop);
    }

    private static List<Vital> vitals(String id, Supplier<List<Vital>> strategy) {
        try {
            return strategy.get();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "The vital signs of strategy " + id + " could not be read", e);
            return List.of(Vital.unknown("could not be asked: " + e.getMessage()));
        }
    }

    private void open(String id, ConfiguredStrategy strategy) {
        try {
            Availability answer = opening.apply(() -> examined(id, strategy));
            if (answer instanceof Ready works) {
                ready.put(id, works);
            } else if (answer instanceof Refused refused) {
                refusals.put(id, refused.message());
            }
        } catch (RuntimeException e) {
            refusals.put(id, "it could not be checked: " + e.getMessage());
        }
    }

    private static Availability examined(String id, ConfiguredStrategy strategy) {
        try {
            return strategy.open();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "Strategy " + id + " could not be checked", e);
            return new Refused("it could not be checked", String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> problem(String id, String requiredBy) {
        if (!offers.containsKey(id)) {
            return unknown(id, requiredBy, offers.keySet());
        }
        return Optional.ofNullable(refusals.get(id))
                .map(message ->
                        "Strategy '%s', asked for by %s, cannot work here: %s".formatted(id, requiredBy, message));
    }
}
