package org.atomicevents.catalog.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

    @ParameterizedTest
    @ValueSource(strings = {"Lamp", "Lämpchen \"35\" – 10 €", "\uD83D\uDCA1 lamp", "灯"})
    void aNameIsAnyText(String name) {
        assertThat(name).matches(Command.NAME);
    }

    /** Seen: no column takes U+0000, so the product was in the event store, and in no table that is made from it. */
    @ParameterizedTest
    @ValueSource(strings = {"Lamp\u0000", "\u0000", "La\nmp", "La\u0085mp", "Lamp\uD83D", "\uDCA1Lamp"})
    void aNameThatNoColumnTakesIsNoName(String name) {
        assertThat(name).doesNotMatch(Command.NAME);
    }
}
