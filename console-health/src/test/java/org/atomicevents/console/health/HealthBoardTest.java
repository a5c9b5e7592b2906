package org.atomicevents.console.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthBoardTest {

    @AfterEach
    void disconnect() {
        HealthBoard.disconnect();
    }

    /** A load balancer must wait for the deployment; a platform must not restart the server because of it. */
    @Test
    void beforeTheApplicationHasStartedTheServerIsAliveAndNotReady() {
        assertThat(HealthBoard.health().alive()).isTrue();
        assertThat(HealthBoard.health().ready()).isFalse();
        assertThat(HealthBoard.health().remarks()).containsKey("deployment");
    }

    @Test
    void everyCheckReadsTheHealthAnew() {
        AtomicInteger reads = new AtomicInteger();
        HealthBoard.connect(
                () -> new HealthBoard.Health(true, true, Map.of("reads", String.valueOf(reads.incrementAndGet()))));

        assertThat(HealthBoard.health().ready()).isTrue();
        assertThat(HealthBoard.health().remarks()).containsEntry("reads", "2");
    }

    @Test
    void afterTheApplicationHasEndedTheServerIsAliveAndNotReady() {
        HealthBoard.connect(() -> new HealthBoard.Health(true, false, Map.of()));

        HealthBoard.disconnect();

        assertThat(HealthBoard.health().alive()).isTrue();
        assertThat(HealthBoard.health().ready()).isFalse();
    }
}
