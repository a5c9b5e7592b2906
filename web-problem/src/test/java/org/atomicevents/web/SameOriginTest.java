package org.atomicevents.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of another site must not act through an operator's browser. */
class SameOriginTest {

    private static final String HOST = "ops.example.com:8080";

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "anything else"})
    void aChangeFromAnotherSitesPageIsRefused(String site) {
        assertRefused("POST", Map.of("Sec-Fetch-Site", site, "Host", HOST));
    }

    /** Over plain HTTP a browser does not send Sec-Fetch-Site, but it sends Origin. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "http://ops.example.com",
                "http://ops.example.com:8081",
                "http://ops.example.com:8080.evil.example",
                "null",
                "",
                "no origin at all"
            })
    void aChangeWithAnotherOriginIsRefused(String origin) {
        assertRefused("POST", Map.of("Origin", origin, "Host", HOST));
        assertRefused("DELETE", Map.of("Origin", origin, "Host", HOST));
    }

    @Test
    void anOriginWithoutAHostToCompareItWithIsRefused() {
        assertRefused("POST", Map.of("Origin", "http://" + HOST));
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, same-origin",
        "Sec-Fetch-Site, none",
        "Origin, http://ops.example.com:8080",
        "Origin, https://OPS.example.com:8080"
    })
    void aChangeFromAPageOfThisServerOrTheAddressBarIsLetThrough(String header, String value) {
        assertThatCode(() -> SameOrigin.require(request("POST", Map.of(header, value, "Host", HOST))))
                .doesNotThrowAnyException();
    }

    @Test
    void aProgramSaysNothingOfThisAndIsLetThrough() {
        assertThatCode(() -> SameOrigin.require(request("POST", Map.of("Host", HOST))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void readingChangesNothingAndIsLetThrough(String method) {
        assertThatCode(() -> SameOrigin.require(request(
                        method, Map.of("Sec-Fetch-Site", "cross-site", "Origin", "http://evil.example", "Host", HOST))))
                .doesNotThrowAnyException();
    }

    private static void assertRefused(String method, Map<String, String> headers) {
        assertThatThrownBy(() -> SameOrigin.require(request(method, headers)))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(403);
                    assertThat(problem.type()).isEqualTo("foreign");
                });
    }

    private static ContainerRequestContext request(String method, Map<String, String> headers) {
        return (ContainerRequestContext) Proxy.newProxyInstance(
                SameOriginTest.class.getClassLoader(),
                new Class<?>[] {ContainerRequestContext.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getHeaderString" -> headers.get((String) arguments[0]);
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
