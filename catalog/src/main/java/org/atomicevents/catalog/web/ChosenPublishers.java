package org.atomicevents.catalog.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.atomicevents.Strategies;
import org.atomicevents.catalog.command.ChosenPublisher;
import org.atomicevents.web.Problem;

/** The publishers that a request may choose from. Thread-safe. */
@ApplicationScoped
public class ChosenPublishers {

    @Inject
    private Strategies strategies;

    /** The name of the deployment's default strategy. */
    String configured() {
        return strategies.all().stream()
                .filter(Strategies.Offer::isDefault)
                .map(Strategies.Offer::id)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No strategy is configured: set atomicevents.strategy"));
    }

    /**
     * The publisher of a strategy.
     *
     * @param trace the request's; its events continue it
     * @throws Problem 404 if there is no such strategy, 409 if it cannot work here
     */
    ChosenPublisher of(String strategy, TraceContext trace) {
        List<Strategies.Offer> all = strategies.all();
        Strategies.Offer offer = all.stream()
                .filter(one -> one.id().equals(strategy))
                .findFirst()
                .orElseThrow(() -> Problem.unknown("Strategy '%s' is unknown: choose one of %s"
                        .formatted(
                                strategy, all.stream().map(Strategies.Offer::id).toList())));
        if (!offer.available()) {
            throw CatalogProblem.unavailable("Strategy '%s' is not available: %s".formatted(strategy, offer.refusal()));
        }
        return new ChosenPublisher(strategy, strategies.publisher(strategy), trace::on);
    }
}
