package org.atomicevents.harness.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.atomicevents.Guarantees;

/** The application in one of the servers, over HTTP. Thread-safe; stays valid over restarts of the server. */
final class CatalogClient {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI address;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    CatalogClient(URI address) {
        this.address = address;
    }

    /** The guarantees of each strategy, by its id, whether or not it is offered here. */
    Map<String, Guarantees> guarantees() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address + "/strategies"))
                .timeout(ANSWERS_WITHIN)
                .build();
        Map<String, Guarantees> guarantees = new LinkedHashMap<>();
        for (JsonNode strategy : JSON.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body())) {
            guarantees.put(
                    strategy.path("id").asText(), JSON.treeToValue(strategy.path("guarantees"), Guarantees.class));
        }
        return guarantees;
    }

    /** The status; empty if the application did not answer, which says nothing about the outcome. */
    Optional<Integer> create(String strategy, String subject, String commandId) throws InterruptedException {
        return send(
                "POST",
                "/strategies/" + strategy + "/products",
                Map.of("id", subject, "name", subject, "price", BigDecimal.ONE, "commandId", commandId));
    }

    /** As {@link #create}; from whatever version the subject has. */
    Optional<Integer> change(String strategy, String subject, String commandId, BigDecimal price)
            throws InterruptedException {
        return send(
                "PUT",
                "/strategies/" + strategy + "/products/" + subject + "/price",
                Map.of("price", price, "commandId", commandId));
    }

    /** A server that is starting, or ending, answers 404 or 503 by itself, and in HTML. */
    private static boolean isOfTheApplication(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Content-Type")
                .filter(type -> type.contains("json"))
                .isPresent();
    }

    private Optional<Integer> send(String method, String path, Map<String, ?> body) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create(address + path))
                    .timeout(ANSWERS_WITHIN)
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
            HttpResponse<Void> answer = http.send(request, HttpResponse.BodyHandlers.discarding());
            return isOfTheApplication(answer) ? Optional.of(answer.statusCode()) : Optional.empty();
        } catch (IOException noAnswer) {
            return Optional.empty();
        }
    }
}
