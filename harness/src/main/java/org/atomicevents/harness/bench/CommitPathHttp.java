package org.atomicevents.harness.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * The same command against the deployed application: one request, one transaction, one event. Relay and consumer run in
 * the server meanwhile, as they would. There is no strategy {@code none} there, so a read is the floor.
 */
public class CommitPathHttp {

    @Benchmark
    public int request(Strategy strategy, Client client) throws IOException, InterruptedException {
        return client.changePrice(strategy.path);
    }

    /** The cost of the server and HTTP without a transaction. */
    @Benchmark
    public int read(Client client) throws IOException, InterruptedException {
        return client.read();
    }

    @State(Scope.Benchmark)
    public static class Strategy {

        /** Any that the server offers. */
        @Param("outbox-polling")
        String strategy;

        String path;

        @Setup(Level.Trial)
        public void choose() {
            path = "/strategies/" + strategy;
        }
    }

    /** One thread's own connection and products, created by itself in the deployed application. */
    @State(Scope.Thread)
    public static class Client {

        private static final int PRODUCTS = 10;
        private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

        private final HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final String[] ids = new String[PRODUCTS];
        private final long[] versions = new long[PRODUCTS];
        private String catalog;
        private int next;

        @Setup(Level.Trial)
        public void create(ThreadParams thread) throws IOException, InterruptedException {
            catalog = Target.ofThisFork().catalog();
            for (int i = 0; i < PRODUCTS; i++) {
                ids[i] = "bench-%s-%d".formatted(UUID.randomUUID(), thread.getThreadIndex());
                versions[i] = 1;
                String body = "{\"id\":\"%s\",\"name\":\"Bench\",\"price\":1.00}".formatted(ids[i]);
                send(request("/products").POST(HttpRequest.BodyPublishers.ofString(body)), 201);
            }
        }

        int changePrice(String path) throws IOException, InterruptedException {
            int product = next();
            long from = versions[product];
            String body = "{\"price\":%d.%02d,\"version\":%d}".formatted(1 + from % 9, from % 100, from);
            int status = send(
                    request(path + "/products/" + ids[product] + "/price")
                            .PUT(HttpRequest.BodyPublishers.ofString(body)),
                    200);
            versions[product] = from + 1;
            return status;
        }

        int read() throws IOException, InterruptedException {
            return send(request("/products/" + ids[next()]).GET(), 200);
        }

        private int next() {
            next = (next + 1) % PRODUCTS;
            return next;
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create(catalog + path))
                    .timeout(ANSWERS_WITHIN)
                    .header("Content-Type", "application/json");
        }

        private int send(HttpRequest.Builder request, int expected) throws IOException, InterruptedException {
            HttpRequest built = request.build();
            HttpResponse<String> answer = http.send(built, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != expected) {
                throw new IllegalStateException("%s %s was answered %d instead of %d: %s"
                        .formatted(built.method(), built.uri(), answer.statusCode(), expected, answer.body()));
            }
            return answer.statusCode();
        }
    }
}
