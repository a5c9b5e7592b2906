package org.atomicevents.harness.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.atomicevents.Guarantees;
import org.atomicevents.harness.history.Observation.Outcome;

/** The client of the application under test. Thread-safe; stays valid over restarts of the server. */
final class Commands {

    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI catalog;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** The client's knowledge of its command; {@code text} for a reader. */
    record Answer(Outcome outcome, String text) {}

    Commands(URI catalog) {
        this.catalog = catalog;
    }

    /** The guarantees of each deployed strategy, by its id. */
    Map<String, Guarantees> guarantees() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(catalog + "/strategies")).build();
        Map<String, Guarantees> guaranteesByStrategy = new LinkedHashMap<>();
        for (JsonNode strategy :
                JSON.readTree(http.send(request, BodyHandlers.ofString()).body())) {
            if (strategy.path("available").asBoolean()) {
                guaranteesByStrategy.put(
                        strategy.path("id").asText(), JSON.treeToValue(strategy.path("guarantees"), Guarantees.class));
            }
        }
        return guaranteesByStrategy;
    }

    CompletableFuture<Answer> create(String strategy, String product, String commandId) {
        String body = json(Map.of("id", product, "name", product, "price", BigDecimal.TEN, "commandId", commandId));
        return send("POST", "/strategies/" + strategy + "/products", body);
    }

    /** Moves the product's price, from whatever version it has. */
    CompletableFuture<Answer> change(String strategy, String product, String commandId, BigDecimal price) {
        return change(strategy, product, Map.of("price", price, "commandId", commandId));
    }

    /** The same, from version {@code from} only. */
    CompletableFuture<Answer> changeFrom(
            long from, String strategy, String product, String commandId, BigDecimal price) {
        return change(strategy, product, Map.of("price", price, "commandId", commandId, "version", from));
    }

    private CompletableFuture<Answer> change(String strategy, String product, Map<String, ?> fields) {
        String body = json(fields);
        return send("PUT", "/strategies/" + strategy + "/products/" + product + "/price", body);
    }

    private CompletableFuture<Answer> send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(catalog + path))
                .timeout(LONGEST)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString()).handle(Commands::answer);
    }

    /** FAILED only where the answer proves that nothing was committed. */
    private static Answer answer(HttpResponse<String> response, Throwable failure) {
        if (failure != null) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            return new Answer(cause instanceof ConnectException ? Outcome.FAILED : Outcome.UNKNOWN, cause.toString());
        }
        int status = response.statusCode();
        String text = status < 300 ? "HTTP " + status : "HTTP " + status + " " + response.body();
        if (status < 300) {
            return new Answer(Outcome.OK, text);
        }
        return new Answer(status >= 400 && status < 500 ? Outcome.FAILED : Outcome.UNKNOWN, text);
    }

    private static String json(Map<String, ?> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
