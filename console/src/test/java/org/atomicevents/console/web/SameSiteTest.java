package org.atomicevents.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.lang.reflect.Proxy;
import org.atomicevents.web.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of another site must not act through an operator's browser. */
class SameSiteTest {

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "anything else"})
    void aChangeFromAnotherSitesPageIsRefused(String site) {
        assertThatThrownBy(() -> new SameSite().filter(request("POST", site)))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(403);
                    assertThat(problem.type()).isEqualTo("foreign");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void aChangeFromAPageOfThisServerOrTheAddressBarIsLetThrough(String site) {
        assertThatCode(() -> new SameSite().filter(request("POST", site))).doesNotThrowAnyException();
    }

    @Test
    void aProgramSendsNoOriginAndIsLetThrough() {
        assertThatCode(() -> new SameSite().filter(request("POST", null))).doesNotThrowAnyException();
    }

    @Test
    void readingChangesNothingAndIsLetThrough() {
        assertThatCode(() -> new SameSite().filter(request("GET", "cross-site")))
                .doesNotThrowAnyException();
    }

    private static ContainerRequestContext request(String method, String site) {
        return (ContainerRequestContext) Proxy.newProxyInstance(
                SameSiteTest.class.getClassLoader(),
                new Class<?>[] {ContainerRequestContext.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getHeaderString" -> "Sec-Fetch-Site".equals(arguments[0]) ? site : null;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
