package org.atomicevents.catalog.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.atomicevents.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Event EVENT = Event.json("1", URI.create("/tests"), "type", "subject", "{}");

    @Test
    void parentAndStateTravelWithTheEvent() {
        TraceContext trace = TraceContext.of(List.of(PARENT), List.of("congo=t61rcWkgMzE", "rojo=00f067aa0ba902b7"));

        assertThat(trace.on(EVENT).extensions())
                .isEqualTo(Map.of("traceparent", PARENT, "tracestate", "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7"));
    }

    @Test
    void withoutHeadersTheEventStaysAsItIs() {
        assertThat(TraceContext.of(List.of(), List.of()).on(EVENT)).isEqualTo(EVENT);
    }

    @Test
    void aLaterVersionMayGoOnAfterADash() {
        assertThat(TraceContext.of(List.of("01" + PARENT.substring(2) + "-what-comes"), List.of())
                        .traceparent())
                .endsWith("-what-comes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\nX: y"
            })
    void aMalformedParentIsIgnoredAndItsStateWithIt(String malformed) {
        assertThat(TraceContext.of(List.of(malformed), List.of("congo=1")).on(EVENT))
                .isEqualTo(EVENT);
    }

    @Test
    void twoParentsAreNone() {
        assertThat(TraceContext.of(List.of(PARENT, PARENT), List.of()).on(EVENT))
                .isEqualTo(EVENT);
    }

    @Test
    void aStateThatIsTooLongOrNotPrintableIsLeftOut() {
        assertThat(TraceContext.of(List.of(PARENT), List.of("a=" + "x".repeat(511)))
                        .tracestate())
                .isNull();
        assertThat(TraceContext.of(List.of(PARENT), List.of("a=\u00fc")).tracestate())
                .isNull();
        assertThat(TraceContext.of(List.of(PARENT), List.of()).tracestate()).isNull();
    }
}
