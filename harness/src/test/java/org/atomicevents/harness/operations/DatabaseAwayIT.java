package org.atomicevents.harness.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.atomicevents.Event;
import org.atomicevents.servers.Artemis;
import org.atomicevents.servers.Installation;
import org.atomicevents.servers.Stack;
import org.atomicevents.servers.Wildfly;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The consumer of the application as built, while PostgreSQL is killed and started again. */
class DatabaseAwayIT {

    private static final int EVENTS = 30;
    private static final Duration BOUND = Duration.ofSeconds(60);

    private static Stack stack;

    private final String run = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        Installation installation = Installation.at(Path.of(".."));
        Path folder = installation.work().resolve("database-away").resolve(Long.toString(System.currentTimeMillis()));
        stack = Stack.start(installation, folder, Wildfly.Options.crashing());
    }

    @AfterAll
    static void end() {
        if (stack != null) {
            stack.close();
        }
    }

    /** Seen: after two seconds without a database 23 events were in the dead letter queue and never applied. */
    @Test
    void whatArrivesWhileTheDatabaseIsAwayIsAppliedAndNoDeadLetter() throws Exception {
        stack.postgres().kill();
        send();
        stack.postgres().restart();

        await().atMost(BOUND).until(() -> applied() == EVENTS);
        assertThat(stack.artemis().depth(Artemis.DEAD_LETTER_QUEUE)).isZero();
    }

    private void send() throws Exception {
        CatalogEvents.send(
                stack.artemis(),
                IntStream.range(0, EVENTS)
                        .mapToObj(i -> CatalogEvents.created(UUID.randomUUID().toString(), run + "-" + i))
                        .toArray(Event[]::new));
    }

    private long applied() {
        try (var connection = stack.postgres().dataSource().getConnection();
                var select = connection.prepareStatement("SELECT count(*) FROM product_replica WHERE id LIKE ?")) {
            select.setString(1, run + "%");
            try (var row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            return -1;
        }
    }
}
