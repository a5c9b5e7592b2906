package org.atomicevents.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.ParkedEntry;
import org.atomicevents.operations.ParkedFilter;

/** The rules of {@link ParkedFilter}, for the operations of each strategy. Stateless. */
public final class Filters {

    private static final Duration MOMENT = Duration.ofMillis(1);

    private Filters() {}

    /** Fails unless {@code parked} is among those that match each condition that it meets, and not among those of any other. */
    public static void assertNarrow(Operations operations, ParkedEntry parked) {
        Instant at = parked.parkedAt();
        String reason = parked.lastError().substring(1);
        List<ParkedFilter> matching = List.of(
                ParkedFilter.ANY,
                new ParkedFilter(parked.strategy(), null, null, null, null),
                new ParkedFilter(null, parked.type(), null, null, null),
                new ParkedFilter(null, null, reason, null, null),
                new ParkedFilter(null, null, null, at, null),
                new ParkedFilter(null, null, null, null, at.plus(MOMENT)),
                new ParkedFilter(parked.strategy(), parked.type(), reason, at, at.plus(MOMENT)));
        List<ParkedFilter> other = List.of(
                new ParkedFilter("another", null, null, null, null),
                new ParkedFilter(null, parked.type() + ".Other", null, null, null),
                new ParkedFilter(null, null, parked.lastError() + "!", null, null),
                new ParkedFilter(null, null, "%_%", null, null),
                new ParkedFilter(null, null, null, at.plus(MOMENT), null),
                new ParkedFilter(null, null, null, null, at),
                new ParkedFilter(parked.strategy(), parked.type(), "it's no reason", at, at.plus(MOMENT)));
        assertThat(matching).allSatisfy(filter -> {
            assertThat(filter.matches(parked)).isTrue();
            assertThat(operations.parked(filter, 1000)).contains(parked);
        });
        assertThat(other).allSatisfy(filter -> {
            assertThat(filter.matches(parked)).isFalse();
            assertThat(operations.parked(filter, 1000)).doesNotContain(parked);
        });
    }
}
