package org.atomicevents.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ParkedFilterTest {

    private static final Instant NINE = Instant.parse("2026-01-31T09:00:00Z");

    @Test
    void anEntryWithoutAReasonMatchesNoReason() {
        ParkedEntry entry = new ParkedEntry("outbox-polling", "/shop", "1", "Sold", "lamp", 1, NINE, null);
        assertThat(ParkedFilter.ANY.matches(entry)).isTrue();
        assertThat(new ParkedFilter(null, null, "full", null, null).matches(entry))
                .isFalse();
    }

    @Test
    void anEarlierEndStays() {
        ParkedFilter untilNine = new ParkedFilter(null, "Sold", null, null, NINE);
        assertThat(untilNine.before(NINE.plusSeconds(1))).isEqualTo(untilNine);
        assertThat(untilNine.before(NINE.minusSeconds(1)).parkedBefore()).isEqualTo(NINE.minusSeconds(1));
        assertThat(ParkedFilter.ANY.before(NINE)).isEqualTo(new ParkedFilter(null, null, null, null, NINE));
    }

    @Test
    void itReadsAsItsConditions() {
        assertThat(new ParkedFilter("xa", "Sold", "is full", NINE, NINE))
                .hasToString("strategy=xa, type=Sold, reason=is full, parkedFrom=2026-01-31T09:00:00Z,"
                        + " parkedBefore=2026-01-31T09:00:00Z");
        assertThat(ParkedFilter.ANY.toString()).isEmpty();
    }
}
