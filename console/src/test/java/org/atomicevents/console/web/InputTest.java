package org.atomicevents.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import org.atomicevents.operations.ParkedFilter;
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

    @Test
    void aFilterIsReadFromItsConditions() {
        MultivaluedMap<String, String> query = new MultivaluedHashMap<>();
        assertThat(Input.filter(query)).isEqualTo(ParkedFilter.ANY);
        query.add("type", "org.shop.Sold");
        query.add("parkedFrom", "2026-01-31T09:00:00Z");
        assertThat(Input.filter(query))
                .isEqualTo(new ParkedFilter(null, "org.shop.Sold", null, Instant.parse("2026-01-31T09:00:00Z"), null));
        query.putSingle("parkedFrom", "yesterday");
        assertThatThrownBy(() -> Input.filter(query))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("yesterday");
    }

    /** A slip must not concern everything. */
    @Test
    void anActionNeedsACondition() {
        MultivaluedMap<String, String> query = new MultivaluedHashMap<>();
        query.add("typ", "org.shop.Sold");
        assertThatThrownBy(() -> Input.someFilter(query))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no condition");
        query.add("reason", "is full");
        assertThat(Input.someFilter(query)).isEqualTo(new ParkedFilter(null, null, "is full", null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u0000b"})
    void whatNoEntryHasIsRefused(String text) {
        MultivaluedMap<String, String> query = new MultivaluedHashMap<>();
        query.add("reason", text);
        assertThatThrownBy(() -> Input.filter(query)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> Input.eventId(text)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> Input.source(text)).isInstanceOf(Problem.class);
    }
}
