package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.atomicevents.servers.ApplicationUsers;
import org.atomicevents.servers.Postgres;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commands append to the stream and to nothing else; queries are answered from projections and from nothing else. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class QuerySideIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int HTTP = 8080 - 9990;
    private static final String OPERATOR = "query-operator";
    private static final String CLERK = "query-clerk";
    private static final String PASSWORD = "query";

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI server =
            URI.create("http://127.0.0.1:" + (Integer.getInteger("atomicevents.tests.server.management") + HTTP));
    private final String product = "product-" + UUID.randomUUID();

    /** As users get it. */
    @Deployment(testable = false)
    static EnterpriseArchive deployment() {
        Path ear = Path.of(System.getProperty("atomicevents.tests.checkout"), "ear/target/atomic-events.ear");
        return ShrinkWrap.createFromZipFile(EnterpriseArchive.class, ear.toFile());
    }

    /** The server reads its user files anew when they have changed. */
    @BeforeAll
    static void users() throws IOException {
        Path configuration = Path.of(System.getProperty("atomicevents.tests.server.base"), "configuration");
        ApplicationUsers.add(configuration, OPERATOR, PASSWORD, "atomicevents-operator");
        ApplicationUsers.add(configuration, CLERK, PASSWORD, "guest");
    }

    @Test
    void aCommandLeavesEventsOnlyAndItsEffectIsSeenOnTheQuerySideAndAtTheReplica() throws Exception {
        assertThat(create(UUID.randomUUID().toString()).statusCode()).isEqualTo(201);
        HttpResponse<String> changed = change("{\"price\":\"2.50\",\"version\":1}");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).contains("\"version\":2");

        String state = awaitVersion(2);
        assertThat(state).contains("\"id\":\"" + product + "\"", "\"name\":\"chair\"", "\"price\":2.50");
        await().atMost(SOON)
                .until(() -> get("/catalog/replica/products/" + product).body().contains("\"version\":2"));
        assertThat(count("SELECT count(*) FROM event_store WHERE stream = ?")).isEqualTo(2);
        assertThat(count("SELECT count(*) FROM product WHERE id = ?")).isZero();
        assertThat(count("SELECT count(*) FROM ledger WHERE product_id = ?")).isZero();
    }

    @Test
    void aConflictARepeatedCommandAndAnUnknownProductAreRefusedAsThroughAnyOtherStrategy() throws Exception {
        String command = UUID.randomUUID().toString();
        create(command);
        assertThat(create(command)).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("urn:atomicevents:problem:conflict");
        });
        assertThat(change("{\"price\":\"1\",\"commandId\":\"" + command + "\"}").statusCode())
                .isEqualTo(409);
        assertThat(change("{\"price\":\"1\",\"version\":7}")).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("is at version 1", "starts from version 7");
        });
        assertThat(put("/catalog/strategies/event-sourcing/products/nobody/price", "{\"price\":\"1\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(count("SELECT count(*) FROM event_store WHERE stream = ?")).isEqualTo(1);
    }

    /** Commands without an expected version wait for each other instead of failing. */
    @Test
    void concurrentCommandsWithoutAVersionAllSucceed() throws Exception {
        create(UUID.randomUUID().toString());
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 12)
                .mapToObj(i -> client.sendAsync(
                        put(priceOf(product), BodyPublishers.ofString("{\"price\":\"" + i + "\"}")),
                        BodyHandlers.ofString()))
                .toList();
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        awaitVersion(13);
    }

    @Test
    void aRebuildWhileItIsReadEndsWithTheSameStateAndIsNeverMissed() throws Exception {
        create(UUID.randomUUID().toString());
        String before = awaitVersion(1);
        long generation = generation();
        assertThat(rebuild("products", OPERATOR)).isEqualTo(202);
        await().atMost(SOON).until(() -> {
            assertThat(get("/catalog-query/products/" + product).body()).isEqualTo(before);
            return generation() > generation && !projections().contains("building");
        });
        assertThat(get("/catalog-query/products/" + product).body()).isEqualTo(before);
        change("{\"price\":\"9\"}");
        awaitVersion(2);
        assertThat(rebuild("nobody", OPERATOR)).isEqualTo(404);
    }

    @Test
    void onlyAnOperatorRebuilds() throws Exception {
        long generation = generation();
        assertThat(post("/catalog-query/projections/products/rebuild", "").statusCode())
                .isEqualTo(401);
        assertThat(rebuild("products", OPERATOR + "x")).isEqualTo(401);
        assertThat(rebuild("products", CLERK)).isEqualTo(403);
        assertThat(generation()).isEqualTo(generation);
        assertThat(projections()).doesNotContain("building");
    }

    @Test
    void theListIsPagedAndItsLimitIsChecked() throws Exception {
        create(UUID.randomUUID().toString());
        awaitVersion(1);
        String before = product.substring(0, product.length() - 1);
        assertThat(get("/catalog-query/products?limit=1&after=" + before).body())
                .contains(product);
        assertThat(get("/catalog-query/products?limit=0").statusCode()).isEqualTo(422);
        assertThat(get("/catalog-query/products?limit=many").statusCode()).isEqualTo(422);
        assertThat(get("/catalog-query/products/nobody").statusCode()).isEqualTo(404);
        assertThat(get("/catalog-query/nothing").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> create(String command) throws Exception {
        return post(
                "/catalog/strategies/event-sourcing/products",
                "{\"id\":\"%s\",\"name\":\"chair\",\"price\":\"1.00\",\"commandId\":\"%s\"}"
                        .formatted(product, command));
    }

    private HttpResponse<String> change(String body) throws Exception {
        return put(priceOf(product), body);
    }

    private static String priceOf(String product) {
        return "/catalog/strategies/event-sourcing/products/" + product + "/price";
    }

    private String awaitVersion(int version) {
        return await().atMost(SOON)
                .until(
                        () -> get("/catalog-query/products/" + product).body(),
                        body -> body.contains("\"version\":" + version + "}"));
    }

    private String projections() throws Exception {
        return get("/catalog-query/projections").body();
    }

    private long generation() throws Exception {
        return count("SELECT generation FROM projection WHERE status = 'live' AND name <> ?");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString());
    }

    private int rebuild(String projection, String user) throws IOException, InterruptedException {
        String credentials =
                Base64.getEncoder().encodeToString((user + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        server.resolve("/catalog-query/projections/" + projection + "/rebuild"))
                .header("Authorization", "Basic " + credentials)
                .POST(BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).POST(BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> put(String path, String body) throws IOException, InterruptedException {
        return client.send(put(path, BodyPublishers.ofString(body)), BodyHandlers.ofString());
    }

    private HttpRequest put(String path, HttpRequest.BodyPublisher body) {
        return HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/json")
                .PUT(body)
                .build();
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        System.getProperty("atomicevents.tests.postgres"), Postgres.USER, Postgres.PASSWORD);
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, product);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
