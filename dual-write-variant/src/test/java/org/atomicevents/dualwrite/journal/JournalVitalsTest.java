package org.atomicevents.dualwrite.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.atomicevents.operations.Vital;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The vitals of an empty journal, of one with parked entries, and of one that cannot be read. */
class JournalVitalsTest {

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
        List<Vital> vitals = JournalVitals.of(fixture.store);
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
}
