package org.atomicevents.container;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.atomicevents.operations.Vital;
import org.atomicevents.spi.LeftBehind;
import org.atomicevents.spi.StrategyProvider;

/**
 * A strategy that this deployment does not offer, or that cannot work here, and what waits under it, which nobody here moves.
 * Thread-safe.
 *
 * @param refusal why it cannot work; empty if it is not offered
 */
record Unserved(StrategyProvider provider, Optional<String> refusal) {

    /** A server that offers the strategy sends within this time. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    /** The sentence for the log at deployment; empty if nothing waits. */
    Optional<String> warning() {
        LeftBehind left = provider.leftBehind();
        return left.amount() == 0
                ? Optional.empty()
                : Optional.of("Strategy %s: %s".formatted(provider.id(), said(left)));
    }

    /** The only vital sign; none if nothing waits. Throws what {@link StrategyProvider#leftBehind()} does. */
    List<Vital> vitals() {
        LeftBehind left = provider.leftBehind();
        if (left.amount() == 0) {
            return List.of();
        }
        String alarm = left.oldest().compareTo(GRACE) < 0 ? null : said(left);
        return List.of(new Vital("left-behind", left.unit(), left.amount(), alarm));
    }

    private String said(LeftBehind left) {
        String why = refusal.isPresent()
                ? "their strategy cannot work here, so it never sends them: " + refusal.get()
                : "this deployment does not offer their strategy, so it never sends them: name %s in atomicevents.strategies"
                        .formatted(provider.id());
        return "%d %s wait since %s, and %s %s".formatted(left.amount(), left.unit(), left.oldest(), why, left.until());
    }
}
