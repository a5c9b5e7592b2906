package org.atomicevents.dualwrite.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.atomicevents.operations.Vital;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The vital signs of a journal, and their alarms. */
class JournalVitalsTest {

    private static final Duration BOUND = Duration.ofSeconds(10);

    private final Fixture fixture = new Fixture();

    JournalVitalsTest() throws SQLException, IOException {}

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void anEmptyJournalIsWell() {
        assertThat(JournalVitals.of(fixture.store))
                .containsExactly(
                        Vital.of("pending", "entries", 0),
                        Vital.of("pending.oldest.age", "seconds", 0),
                        Vital.of("parked", "entries", 0));
    }

    @Test
    void parkedEntriesAreAlarming() throws Exception {
        fixture.leave(Fixture.FIRST, "1", "2", "3");
        fixture.store.park(2, "no");
        List<Vital> vitals = onceAMillisecondOld();
        assertThat(vitals.get(0).value()).isEqualTo(2);
        assertThat(vitals.get(1).value()).isPositive();
        assertThat(vitals.get(1).alarm()).isNull();
        assertThat(vitals.get(2).value()).isEqualTo(1);
        assertThat(vitals.get(2).alarm()).contains("1 entries", "replay", "discard");
    }

    @Test
    void aJournalThatCannotBeReadSaysSo() {
        fixture.file.close();
        assertThat(JournalVitals.of(fixture.store))
                .singleElement()
                .satisfies(vital -> assertThat(vital.alarm()).contains("cannot be read"));
    }

    /** An age is shown in milliseconds, and the first of them may not be over yet. */
    private List<Vital> onceAMillisecondOld() {
        long end = System.nanoTime() + BOUND.toNanos();
        List<Vital> vitals = JournalVitals.of(fixture.store);
        while (vitals.get(1).value() == 0 && System.nanoTime() - end < 0) {
            vitals = JournalVitals.of(fixture.store);
        }
        return vitals;
    }
}
