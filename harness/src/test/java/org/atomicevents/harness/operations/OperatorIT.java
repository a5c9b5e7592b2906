package org.atomicevents.harness.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.atomicevents.harness.operations.Answers.answer;
import static org.atomicevents.harness.operations.Answers.basic;
import static org.atomicevents.harness.operations.Answers.copyOf;
import static org.atomicevents.harness.operations.Answers.json;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.Message;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.atomicevents.servers.ApplicationUsers;
import org.atomicevents.servers.Installation;
import org.atomicevents.servers.Stack;
import org.atomicevents.servers.Wildfly;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The operator's side as an operator has it: the application as built, in a server with health and metrics, from outside. */
class OperatorIT {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final byte[] BINARY = {0, 1, -1, 127, -128};

    /** As if the broker had refused it ten times; the application has the name of the EAR. How entries are parked is the outbox's own affair, and tested there. */
    private static final String PARK = """
            WITH entry (event_id, subject, data) AS (VALUES (?, ?, CAST(? AS bytea)))
            INSERT INTO outbox_aside (application, strategy, shard, seq, event_id, source, type, subject, time, datacontenttype, data,
                extensions, appended_at, attempts, parked_at, last_error)
            SELECT 'atomic-events', 'outbox-polling', hashtextextended(subject, 7116894) & 63, nextval('outbox_seq_seq'), event_id, '/tests',
                'org.atomicevents.tests.Parked', subject, now(), 'application/octet-stream', data, ARRAY['tenant', 'north'], now(), 10, now(),
                'the queue is full'
            FROM entry
            """;

    private static final String OF_TESTS = "?source=/tests";

    private static Stack stack;

    private final String id = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        Installation installation = Installation.at(Path.of(".."));
        Path folder = installation.work().resolve("operator").resolve(Long.toString(System.currentTimeMillis()));
        stack = Stack.start(installation, folder, Wildfly.Options.crashing().observed());
    }

    @AfterAll
    static void end() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void nobodyIsLetInWithoutTheRole() throws Exception {
        for (String path : new String[] {"/vitals", "/entries/parked", "/audit", "/strategies", "/refused", "/none"}) {
            HttpResponse<String> nobody = answer(operator("GET", path).build());
            assertThat(nobody.statusCode()).as(path).isEqualTo(401);
            assertThat(nobody.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(json(nobody).path("detail").asText()).contains("add-user.sh");
        }
        HttpResponse<String> wrong = answer(operator("POST", "/entries/" + id + "/discard" + OF_TESTS)
                .header("Authorization", basic("operator", "guess"))
                .build());
        assertThat(wrong.statusCode()).isEqualTo(401);
    }

    @Test
    void anotherSitesPageDoesNothingThroughAnOperatorsBrowser() throws Exception {
        park(id);

        HttpResponse<String> foreign = answer(operator("POST", "/entries/" + id + "/discard" + OF_TESTS)
                .header("Authorization", basic(Wildfly.OPERATOR, Wildfly.OPERATOR_PASSWORD))
                .header("Sec-Fetch-Site", "cross-site")
                .build());

        assertThat(foreign.statusCode()).isEqualTo(403);
        HttpResponse<String> overPlainHttp = answer(operator("POST", "/entries/" + id + "/discard" + OF_TESTS)
                .header("Authorization", basic(Wildfly.OPERATOR, Wildfly.OPERATOR_PASSWORD))
                .header("Origin", "http://evil.example")
                .build());
        assertThat(overPlainHttp.statusCode()).isEqualTo(403);
        assertThat(ask("POST", "/entries/" + id + "/discard" + OF_TESTS).statusCode())
                .isEqualTo(200);
    }

    /** Each role may do what those before it may, and no more. */
    @Test
    void viewingMovingAndDiscardingAreThreeRoles() throws Exception {
        Path configuration = stack.wildfly().data().resolveSibling("configuration");
        ApplicationUsers.add(configuration, "viewer", "moved", "atomicevents-viewer");
        ApplicationUsers.add(configuration, "mover", "moved", "atomicevents-operator");
        park(id);

        assertThat(as("viewer", "GET", "/entries/" + id)).isEqualTo(200);
        assertThat(as("viewer", "POST", "/entries/" + id + "/replay")).isEqualTo(403);
        assertThat(as("viewer", "POST", "/entries/" + id + "/discard")).isEqualTo(403);
        assertThat(as("mover", "POST", "/entries/" + id + "/discard")).isEqualTo(403);
        assertThat(as("viewer", "POST", "/parked/replay")).isEqualTo(403);
        assertThat(as("mover", "POST", "/parked/discard")).isEqualTo(403);
        assertThat(as("mover", "GET", "/entries/" + id)).isEqualTo(200);
        assertThat(as("mover", "POST", "/entries/" + id + "/replay")).isEqualTo(200);
    }

    private static int as(String user, String method, String path) throws Exception {
        String authorization = basic(user, "moved");
        HttpRequest.Builder request = operator(method, path + OF_TESTS).header("Authorization", authorization);
        return answer(request.build()).statusCode();
    }

    @Test
    void whatIsParkedIsListedInspectedReplayedOnceAndAllOfItIsOnRecord() throws Exception {
        park(id);

        assertThat(json(ask("GET", "/entries/parked?limit=1000")).findValuesAsText("eventId"))
                .contains(id);
        JsonNode shown = json(ask("GET", "/entries/" + id + OF_TESTS));
        assertThat(Base64.getDecoder()
                        .decode(shown.path("event").path("data_base64").asText()))
                .isEqualTo(BINARY);
        assertThat(shown.path("event").path("tenant").asText()).isEqualTo("north");

        assertThat(ask("POST", "/entries/" + id + "/replay" + OF_TESTS).statusCode())
                .isEqualTo(200);
        HttpResponse<String> again = ask("POST", "/entries/" + id + "/replay" + OF_TESTS);
        assertThat(again.statusCode()).isEqualTo(404);
        assertThat(again.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(again.body()).contains("is not parked");
        assertThat(copyOf(stack.artemis(), id).getStringProperty("cloudEvents_tenant"))
                .isEqualTo("north");

        assertThat(outcomes(id)).containsExactly("not parked", "done");
    }

    @Test
    void whatIsDiscardedIsGoneAndItsDiscardOnRecord() throws Exception {
        park(id);

        assertThat(ask("POST", "/entries/" + id + "/discard" + OF_TESTS).statusCode())
                .isEqualTo(200);
        assertThat(ask("GET", "/entries/" + id + OF_TESTS).statusCode()).isEqualTo(404);
        assertThat(ask("POST", "/entries/" + id + "/discard" + OF_TESTS).statusCode())
                .isEqualTo(404);

        assertThat(outcomes(id)).containsExactly("not parked", "done");
    }

    /** Seen: a full queue had parked hundreds of entries, and each had to be replayed by its name. */
    @Test
    void whatAConditionNamesIsReplayedAtOnceAndIsOneRowOfTheAudit() throws Exception {
        List<String> ids = List.of(id + "-1", id + "-2", id + "-3");
        for (String one : ids) {
            park(one);
        }
        park(id + "-other");
        sql("UPDATE outbox_aside SET last_error = 'full of %s' WHERE event_id LIKE '%s-_'".formatted(id, id));
        String full = "?strategy=outbox-polling&reason=full%20of%20" + id;

        assertThat(json(ask("GET", "/entries/parked" + full)).findValuesAsText("eventId"))
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(ask("POST", "/parked/replay").statusCode()).isEqualTo(422);
        JsonNode moved = json(ask("POST", "/parked/replay" + full));
        assertThat(moved.path("entries").asInt()).isEqualTo(3);
        assertThat(moved.path("more").asBoolean()).isFalse();
        for (String one : ids) {
            assertThat(copyOf(stack.artemis(), one)).isNotNull();
        }
        assertThat(json(ask("POST", "/parked/discard?reason=queue&type=org.atomicevents.tests.Parked"))
                        .path("entries")
                        .asInt())
                .isPositive();
        assertThat(ask("GET", "/entries/" + id + "-other" + OF_TESTS).statusCode())
                .isEqualTo(404);

        List<String> outcomes = new ArrayList<>();
        for (JsonNode row : json(ask("GET", "/audit?limit=1000"))) {
            if (row.path("matching").asText().contains(id)) {
                outcomes.add(
                        row.path("action").asText() + ", " + row.path("outcome").asText());
            }
        }
        assertThat(outcomes).containsExactly("replay, done: 3 entries");
    }

    @Test
    void aLimitOutOfItsRangeIsRefused() throws Exception {
        assertThat(ask("GET", "/entries/parked?limit=0").statusCode()).isEqualTo(422);
        assertThat(ask("GET", "/audit?limit=many").statusCode()).isEqualTo(422);
        assertThat(ask("GET", "/entries/" + id.replace("-", "")).statusCode()).isEqualTo(422);
        assertThat(ask("GET", "/entries/" + id + "/replay" + OF_TESTS).statusCode())
                .isEqualTo(405);
    }

    @Test
    void strategiesVitalsPendingAndInDoubtAreShown() throws Exception {
        assertThat(json(ask("GET", "/strategies")).findValuesAsText("id")).contains("outbox-polling", "xa");
        assertThat(json(ask("GET", "/vitals")).path("strategies").has("outbox-polling"))
                .isTrue();
        assertThat(json(ask("GET", "/entries/pending")).path("pending").isIntegralNumber())
                .isTrue();
        assertThat(json(ask("GET", "/in-doubt")).isArray()).isTrue();
    }

    @Test
    void aParkedEntryIsARemarkAndTakesNobodyOutOfTheLoadBalancer() throws Exception {
        park(id);
        try {
            JsonNode ready = awaitCheck("/health/ready", "atomicevents-ready", "outbox-polling.parked");
            assertThat(ready.path("status").asText()).isEqualTo("UP");
            assertThat(awaitCheck("/health/live", "atomicevents-alive", "outbox-polling.parked")
                            .path("status")
                            .asText())
                    .isEqualTo("UP");
        } finally {
            ask("POST", "/entries/" + id + "/discard" + OF_TESTS);
        }
    }

    @Test
    void aVitalSignIsAGaugeOfItsStrategy() throws Exception {
        long deadline = System.nanoTime() + BOUND.toNanos();
        String metrics = metrics();
        while (!metrics.contains("atomicevents_pending") && System.nanoTime() < deadline) {
            metrics = metrics();
        }
        assertThat(metrics.lines().filter(line -> line.startsWith("atomicevents")))
                .anyMatch(line -> line.startsWith("atomicevents_pending_entries{") && line.contains("outbox-polling"))
                .anyMatch(line -> line.startsWith("atomicevents_alarms{") && line.contains("outbox-polling"));
    }

    @Test
    void aTraceTravelsFromTheRequestToTheConsumerThroughEveryStrategy() throws Exception {
        for (JsonNode strategy : json(ask("GET", "/strategies"))) {
            if (strategy.path("available").asBoolean()) {
                String command = UUID.randomUUID().toString();
                String through = strategy.path("id").asText();
                create(through, command, PARENT);

                Message copy = copyOf(stack.artemis(), command);
                assertThat(copy.getStringProperty("cloudEvents_traceparent"))
                        .as(through)
                        .isEqualTo(PARENT);
                assertThat(copy.getStringProperty("cloudEvents_tracestate"))
                        .as(through)
                        .isEqualTo("congo=t61rcWkgMzE");
            }
        }
    }

    @Test
    void aMalformedTraceIsNoReasonToRefuseACommand() throws Exception {
        String command = UUID.randomUUID().toString();
        create("outbox-polling", command, PARENT.toUpperCase(Locale.ROOT));

        assertThat(copyOf(stack.artemis(), command).getStringProperty("cloudEvents_traceparent"))
                .isNull();
    }

    private static void create(String strategy, String command, String parent) throws Exception {
        String body = "{\"name\":\"Lamp\",\"price\":1,\"commandId\":\"%s\"}".formatted(command);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(stack.wildfly().catalog() + "/strategies/" + strategy + "/products"))
                .timeout(BOUND)
                .header("Content-Type", "application/json")
                .header("traceparent", parent)
                .header("tracestate", "congo=t61rcWkgMzE")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(answer(request).statusCode()).as(strategy).isEqualTo(201);
    }

    private static void sql(String statement) throws Exception {
        try (var connection = stack.postgres().dataSource().getConnection();
                var update = connection.createStatement()) {
            update.execute(statement);
        }
    }

    private static void park(String eventId) throws Exception {
        try (var connection = stack.postgres().dataSource().getConnection();
                var insert = connection.prepareStatement(PARK)) {
            insert.setString(1, eventId);
            insert.setString(2, "subject-" + eventId);
            insert.setBytes(3, BINARY);
            insert.executeUpdate();
        }
    }

    private static List<String> outcomes(String eventId) throws Exception {
        List<String> outcomes = new ArrayList<>();
        for (JsonNode row : json(ask("GET", "/audit?limit=1000"))) {
            if (row.path("eventId").asText().equals(eventId)) {
                assertThat(row.path("who").asText()).isEqualTo(Wildfly.OPERATOR);
                outcomes.add(row.path("outcome").asText());
            }
        }
        return outcomes;
    }

    /** The check once its data has {@code remark}: vital signs may be a second old. */
    private static JsonNode awaitCheck(String path, String name, String remark) throws Exception {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (System.nanoTime() < deadline) {
            URI address = URI.create(stack.wildfly().management() + path);
            for (JsonNode check :
                    json(answer(HttpRequest.newBuilder(address).build())).path("checks")) {
                if (check.path("name").asText().equals(name)
                        && check.path("data").has(remark)) {
                    return check;
                }
            }
        }
        throw new AssertionError(path + " has no check " + name + " with the remark " + remark);
    }

    private static String metrics() throws Exception {
        URI address = URI.create(stack.wildfly().management() + "/prometheus");
        return answer(HttpRequest.newBuilder(address).build()).body();
    }

    private static HttpResponse<String> ask(String method, String path) throws Exception {
        return answer(operator(method, path)
                .header("Authorization", basic(Wildfly.OPERATOR, Wildfly.OPERATOR_PASSWORD))
                .build());
    }

    private static HttpRequest.Builder operator(String method, String path) {
        return HttpRequest.newBuilder(URI.create(stack.wildfly().operations() + path))
                .timeout(BOUND)
                .method(method, HttpRequest.BodyPublishers.noBody());
    }
}
