package org.atomicevents.harness.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.atomicevents.harness.operations.Answers.answer;
import static org.atomicevents.harness.operations.Answers.basic;
import static org.atomicevents.harness.operations.Answers.json;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.atomicevents.servers.Artemis;
import org.atomicevents.servers.Installation;
import org.atomicevents.servers.Stack;
import org.atomicevents.servers.Wildfly;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the application's consumer cannot apply, as its operator has it. */
class DeadLetterIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String TO = "_AMQ_ORIG_ADDRESS";

    private static Stack stack;

    private final String id = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        Installation installation = Installation.at(Path.of(".."));
        Path folder = installation.work().resolve("dead-letter").resolve(Long.toString(System.currentTimeMillis()));
        stack = Stack.start(installation, folder, Wildfly.Options.crashing());
    }

    @AfterAll
    static void end() {
        if (stack != null) {
            stack.close();
        }
    }

    /** Seen: 23 events in the dead letter queue, of which nobody heard. */
    @Test
    void aDeadLetterIsAnAlarmAndIsAppliedWhenItIsReplayed() throws Exception {
        sql("ALTER TABLE product_replica RENAME TO broken");
        try {
            CatalogEvents.send(stack.artemis(), CatalogEvents.created(id, id));
            await().atMost(BOUND).until(() -> dead().path("alarm").asText().contains("refused by their consumer"));
        } finally {
            sql("ALTER TABLE broken RENAME TO product_replica");
        }
        assertThat(dead().path("value").asDouble()).isEqualTo(1);
        assertThat(json(ask("GET", "/entries/parked")).findValuesAsText("eventId"))
                .contains(id);
        assertThat(json(ask("GET", "/entries/" + id + "?source=/catalog")).findValuesAsText("subject"))
                .containsExactly(id);

        assertThat(json(ask("POST", "/parked/replay?strategy=dead-letters&type=another"))
                        .path("entries")
                        .asInt())
                .isZero();
        assertThat(json(ask("POST", "/parked/replay?strategy=dead-letters"))
                        .path("entries")
                        .asInt())
                .isEqualTo(1);
        await().atMost(BOUND).until(this::isApplied);
        await().atMost(BOUND).until(() -> dead().path("value").asDouble() == 0);
        assertThat(dead().path("alarm").asText("")).isIn("", "null");
        assertThat(status("POST", "/entries/" + id + "/replay?source=/catalog")).isEqualTo(404);
    }

    /** One dead letter queue serves all addresses of a broker; and what is no event has the name that the broker gave it. */
    @Test
    void whatIsNoEventIsDiscardedByTheNameOfItsMessageAndWhatIsNotOursStays() throws Exception {
        sendDead("another address");
        String message = sendDead(Artemis.QUEUE);
        await().atMost(BOUND).until(() -> dead().path("value").asDouble() == 1);
        assertThat(json(ask("GET", "/entries/parked")).findValuesAsText("eventId"))
                .contains(message);

        assertThat(status("POST", "/entries/" + message.replace(":", "%3A") + "/discard?source=no-event"))
                .isEqualTo(200);
        await().atMost(BOUND).until(() -> dead().path("value").asDouble() == 0);
        assertThat(stack.artemis().depth(Artemis.DEAD_LETTER_QUEUE)).isEqualTo(1);
    }

    private static String sendDead(String to) throws Exception {
        try (Connection connection = stack.artemis().connectionFactory().createConnection()) {
            Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
            Message message = session.createTextMessage("no event");
            message.setStringProperty(TO, to);
            session.createProducer(session.createQueue(Artemis.DEAD_LETTER_QUEUE))
                    .send(message);
            return message.getJMSMessageID();
        }
    }

    private static JsonNode dead() throws Exception {
        for (JsonNode vital : json(ask("GET", "/vitals")).path("strategies").path("dead-letters")) {
            if (vital.path("name").asText().equals("parked")) {
                return vital;
            }
        }
        return MissingNode.getInstance();
    }

    private boolean isApplied() throws Exception {
        try (var connection = stack.postgres().dataSource().getConnection();
                var select = connection.prepareStatement("SELECT 1 FROM product_replica WHERE id = ?")) {
            select.setString(1, id);
            try (var row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void sql(String statement) throws Exception {
        try (var connection = stack.postgres().dataSource().getConnection();
                var change = connection.createStatement()) {
            change.execute(statement);
        }
    }

    private static int status(String method, String path) throws Exception {
        return answer(request(method, path)).statusCode();
    }

    private static HttpResponse<String> ask(String method, String path) throws Exception {
        return answer(request(method, path));
    }

    private static HttpRequest request(String method, String path) {
        return HttpRequest.newBuilder(URI.create(stack.wildfly().operations() + path))
                .timeout(BOUND)
                .header("Authorization", basic(Wildfly.OPERATOR, Wildfly.OPERATOR_PASSWORD))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
    }
}
