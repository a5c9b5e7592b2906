package org.atomicevents.harness.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogClientTest {

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theApplicationsRefusalIsAnAnswer() throws Exception {
        answer("application/problem+json");
        assertThat(change()).contains(404);
    }

    /** WildFly listens before it has deployed. */
    @Test
    void whatAServerAnswersBeforeItHasTheApplicationIsNone() throws Exception {
        answer("text/html");
        assertThat(change()).isEmpty();
    }

    @Test
    void nobodyThereIsNone() throws Exception {
        server.stop(0);
        assertThat(change()).isEmpty();
    }

    private Optional<Integer> change() throws InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new CatalogClient(address).change("xa", "lamp", "command", BigDecimal.ONE);
    }

    private void answer(String type) {
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
    }
}
