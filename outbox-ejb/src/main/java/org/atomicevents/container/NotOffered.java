package org.atomicevents.container;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.atomicevents.operations.Vital;
import org.atomicevents.spi.LeftBehind;
import org.atomicevents.spi.StrategyProvider;

/** A strategy that this deployment does not offer, and what waits under it, which nobody here moves. Thread-safe. */
record NotOffered(StrategyProvider provider) {

    /** A server that offers the strategy sends within this time. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    /** The sentence for the log at deployment; empty if nothing waits. */
    Optional<String> warning() {
        LeftBehind left = provider.leftBehind();
        return left.entries() == 0
                ? Optional.empty()
                : Optional.of("Strategy %s: %s".formatted(provider.id(), said(left)));
    }

    /** The only vital sign; none if nothing waits. Throws what {@link StrategyProvider#leftBehind()} does. */
    List<Vital> vitals() {
        LeftBehind left = provider.leftBehind();
        if (left.entries() == 0) {
            return List.of();
        }
        String alarm = left.oldest().compareTo(GRACE) < 0 ? null : said(left);
        return List.of(new Vital("left-behind", "entries", left.entries(), alarm));
    }

    private String said(LeftBehind left) {
        return "%d entries wait since %s, and this deployment does not offer their strategy, so it never sends them: name %s in"
                        .formatted(left.entries(), left.oldest(), provider.id())
                + " atomicevents.strategies until they are gone, here or in another server";
    }
}
