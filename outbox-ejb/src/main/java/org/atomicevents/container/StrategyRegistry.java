package org.atomicevents.container;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.atomicevents.EventPublisher;
import org.atomicevents.Strategies;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.Vital;
import org.atomicevents.spi.StrategyProvider;

/** The strategies found in the deployment, each asked once whether it can work here. */
final class StrategyRegistry implements Strategies {

    private static final System.Logger LOG = System.getLogger(StrategyRegistry.class.getName());

    private final SortedMap<String, Present> present = new TreeMap<>();
    private final Settings.Use use;

    private record Present(StrategyProvider provider, Offer offer, EventPublisher publisher) {}

    /**
     * Asks every provider; touches database and broker; outside any transaction.
     *
     * @param required the ids somebody depends on, with who that is
     * @throws IllegalStateException if one of them is unknown or unavailable; the message says what to do
     */
    StrategyRegistry(Iterable<StrategyProvider> providers, Settings.Use use, SortedMap<String, String> required) {
        this.use = use;
        for (StrategyProvider provider : providers) {
            Present previous = present.put(provider.id(), asked(provider));
            if (previous != null) {
                throw new IllegalStateException("Strategy id '%s' is offered by both %s and %s: remove one jar"
                        .formatted(provider.id(), previous.provider.getClass(), provider.getClass()));
            }
        }
        List<String> problems = new ArrayList<>();
        required.forEach((id, by) -> problem(id, by).ifPresent(problems::add));
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join("; ", problems));
        }
        present.values().stream()
                .map(Present::offer)
                .filter(offer -> !offer.available())
                .forEach(StrategyRegistry::log);
    }

    static Optional<String> unknown(String id, String requiredBy, Collection<String> known) {
        return known.contains(id)
                ? Optional.empty()
                : Optional.of("Strategy '%s', asked for by %s, is unknown; known are %s: correct the id or add the jar"
                        .formatted(id, requiredBy, known));
    }

    @Override
    public List<Offer> all() {
        return present.values().stream().map(Present::offer).toList();
    }

    @Override
    public EventPublisher publisher(String id) {
        Present found = present.get(id);
        if (found == null) {
            throw new IllegalArgumentException("Strategy '" + id + "' is unknown; known are " + present.keySet());
        }
        if (!found.offer.available()) {
            throw new IllegalStateException("Strategy '" + id + "' is not available: " + found.offer.refusal());
        }
        return found.publisher;
    }

    /** Starts all or, if one fails, none. */
    void start() {
        try {
            available().forEach(StrategyProvider::start);
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    /** Of those strategies that keep entries, by the strategy's id. */
    SortedMap<String, Operations> operations() {
        SortedMap<String, Operations> all = new TreeMap<>();
        available().forEach(provider -> provider.operations().ifPresent(one -> all.put(provider.id(), one)));
        return all;
    }

    /** Asks every strategy that is offered. */
    SortedMap<String, List<Vital>> vitals() {
        SortedMap<String, List<Vital>> all = new TreeMap<>();
        available().forEach(provider -> all.put(provider.id(), vitals(provider)));
        return all;
    }

    private static List<Vital> vitals(StrategyProvider provider) {
        try {
            return provider.vitals();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "Strategy " + provider.id() + " could not say how it is", e);
            return List.of(Vital.unknown("could not be asked: " + e.getMessage()));
        }
    }

    void stop() {
        available().forEach(StrategyProvider::stop);
    }

    private Stream<StrategyProvider> available() {
        return present.values().stream().filter(one -> one.offer.available()).map(Present::provider);
    }

    private Present asked(StrategyProvider provider) {
        String refusal = use.offers(provider.id()) ? refusal(provider) : notOffered(provider.id());
        EventPublisher publisher = refusal == null ? provider.publisher() : null;
        Offer offer = new Offer(
                provider.id(), refusal == null, refusal, provider.id().equals(use.byDefault()), provider.guarantees());
        return new Present(provider, offer, publisher);
    }

    private String notOffered(String id) {
        return "atomicevents.strategies = %s does not name it: add %s there"
                .formatted(String.join(",", use.offered()), id);
    }

    private static String refusal(StrategyProvider provider) {
        try {
            return provider.refusal().orElse(null);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "Strategy " + provider.id() + " could not be checked", e);
            return "it could not be checked: " + e.getMessage();
        }
    }

    private Optional<String> problem(String id, String requiredBy) {
        Present found = present.get(id);
        if (found == null) {
            return unknown(id, requiredBy, present.keySet());
        }
        return found.offer.available()
                ? Optional.empty()
                : Optional.of("Strategy '%s', asked for by %s, cannot work here: %s"
                        .formatted(id, requiredBy, found.offer.refusal()));
    }

    private static void log(Strategies.Offer offer) {
        LOG.log(
                System.Logger.Level.INFO,
                "Strategy {0} is present but not available: {1}",
                offer.id(),
                offer.refusal());
    }
}
