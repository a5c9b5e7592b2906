package org.atomicevents.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atomicevents.web.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputTest {

    @Test
    void aLimitIsOptionalAndNeverAboveTheMost() {
        assertThat(Input.limit(null, 1000)).isEqualTo(100);
        assertThat(Input.limit(null, 7)).isEqualTo(7);
        assertThat(Input.limit("1000", 1000)).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "ten", "", "99999999999"})
    void aLimitOutOfItsRangeIsRefusedWithTheRule(String limit) {
        assertThatThrownBy(() -> Input.limit(limit, 1000))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(422))
                .hasMessageContaining("from 1 to 1000");
    }

    @Test
    void anEventIdThatNoEventCanHaveIsRefused() {
        assertThatThrownBy(() -> Input.eventId("x".repeat(101))).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> Input.eventId(" ")).isInstanceOf(Problem.class);
        assertThat(Input.eventId("a/b")).isEqualTo("a/b");
    }

    @Test
    void aSourceIsNeededAndBounded() {
        assertThatThrownBy(() -> Input.source(null)).isInstanceOf(Problem.class).hasMessageContaining("?source=");
        assertThatThrownBy(() -> Input.source(" ")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> Input.source("/".repeat(501))).isInstanceOf(Problem.class);
        assertThat(Input.source("/shop?x=1")).isEqualTo("/shop?x=1");
    }
}
