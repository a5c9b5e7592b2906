package org.atomicevents.tests.rig;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.QueueRequestor;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;
import org.atomicevents.servers.Artemis;

/** The operations on the broker's process and its management, for a test inside the server. */
final class BrokerControl implements AutoCloseable {

    /** One message fills it; the next is refused. */
    private static final String FULL =
            "{\"addressFullMessagePolicy\": \"FAIL\", \"maxSizeMessages\": 1, \"deadLetterAddress\": \"DLQ\"}";

    /** Once it is full, whoever sends the next waits, without end. */
    private static final String BLOCKED = FULL.replace("FAIL", "BLOCK");

    private static final String ROOMY = BLOCKED.replace(": 1,", ": 1000000,");

    @FunctionalInterface
    private interface Command {
        void perform() throws Exception;
    }

    private static final String FILE_SIZE = "<journal-file-size>";

    /** The journal takes no record that is larger than its buffer, and the headers of a message are in one. */
    private static final String NARROW = "<journal-buffer-size>64K</journal-buffer-size>";

    private final Artemis broker;
    private final Path configuration;
    private final HttpServer http;
    private final Map<String, Command> commands;

    private BrokerControl(Artemis broker, Path configuration, HttpServer http) {
        this.broker = broker;
        this.configuration = configuration;
        this.http = http;
        this.commands = Map.of(
                "/broker/kill", broker::kill,
                "/broker/start", broker::restart,
                "/broker/full", this::makeFull,
                "/broker/silent", this::makeSilent,
                "/broker/roomy", this::makeRoomy,
                "/broker/freeze", () -> broker.signal("STOP"),
                "/broker/thaw", () -> broker.signal("CONT"),
                "/broker/narrow", () -> reconfigure(FILE_SIZE, NARROW + FILE_SIZE),
                "/broker/wide", () -> reconfigure(NARROW + FILE_SIZE, FILE_SIZE));
    }

    /** @param configuration the broker's own file, read when it starts */
    static BrokerControl of(Artemis broker, Path configuration) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var control = new BrokerControl(broker, configuration, http);
            http.createContext("/", control::answer);
            http.start();
            return control;
        } catch (IOException e) {
            throw new UncheckedIOException("The broker's control cannot listen on loopback", e);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Command command = commands.get(exchange.getRequestURI().getPath());
            if (command == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            try {
                command.perform();
                exchange.sendResponseHeaders(204, -1);
            } catch (Exception e) {
                byte[] reason = e.toString().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(500, reason.length);
                exchange.getResponseBody().write(reason);
            }
        }
    }

    /**
     * Kills the broker and starts it with {@code now} in place of {@code before}; nothing if that is not there. Ended in good order, it
     * would leave sessions in the server's XA pool that nobody knows to be dead, and the next test of {@code xa} would be refused.
     */
    private void reconfigure(String before, String now) throws IOException {
        String text = Files.readString(configuration);
        String changed = text.replace(before, now);
        if (!changed.equals(text)) {
            Files.writeString(configuration, changed);
            broker.kill();
            broker.restart();
        }
    }

    private void makeSilent() throws Exception {
        makeFull();
        manage("addAddressSettings", Artemis.QUEUE, BLOCKED);
    }

    private void makeFull() throws Exception {
        manage("addAddressSettings", Artemis.QUEUE, FULL);
        try (JMSContext context = broker.connectionFactory().createContext()) {
            context.createProducer().send(context.createQueue(Artemis.QUEUE), "filler");
        } catch (JMSRuntimeException alreadyFull) {
            // Messages that a failed test left in the queue fill it as well.
        }
    }

    private void makeRoomy() throws Exception {
        // The broker wakes those who wait when a message leaves, and only while the policy is the one that they wait
        // for.
        manage("addAddressSettings", Artemis.QUEUE, ROOMY);
        try (JMSContext context = broker.connectionFactory().createContext();
                var consumer = context.createConsumer(context.createQueue(Artemis.QUEUE), "cloudEvents_id IS NULL")) {
            while (consumer.receiveNoWait() != null) {
                // One filler less.
            }
        }
        manage("removeAddressSettings", Artemis.QUEUE);
    }

    private void manage(String operation, Object... arguments) throws Exception {
        try (Connection connection = broker.connectionFactory().createConnection()) {
            connection.start();
            var session = (QueueSession) connection.createSession(Session.AUTO_ACKNOWLEDGE);
            Message question = session.createMessage();
            JMSManagementHelper.putOperationInvocation(question, "broker", operation, arguments);
            Message answer = new QueueRequestor(session, session.createQueue("activemq.management")).request(question);
            if (!JMSManagementHelper.hasOperationSucceeded(answer)) {
                throw new JMSException(operation + " is refused: " + JMSManagementHelper.getResult(answer));
            }
        }
    }
}
