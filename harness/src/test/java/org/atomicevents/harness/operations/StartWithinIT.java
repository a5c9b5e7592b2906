package org.atomicevents.harness.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.atomicevents.harness.operations.Answers.answer;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.atomicevents.servers.Installation;
import org.atomicevents.servers.Stack;
import org.atomicevents.servers.Wildfly;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The application as built, on a server that starts while its database or its broker is away. */
class StartWithinIT {

    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final String WAITS = "waits for the database";

    private Stack stack;

    @AfterEach
    void end() throws IOException {
        if (stack != null) {
            stack.close();
            assertThat(log()).as("the strategies are closed").doesNotContain("Error destroying an instance");
        }
    }

    /** Seen: a server that booted while PostgreSQL restarted failed its deployment, for good. */
    @Test
    void aServerThatStartsBeforeItsDatabaseDeploysWhenItAnswers(TestInfo test) throws Exception {
        start(test, Wildfly.Options.crashing());
        String offered = strategies();
        stack.postgres().kill();

        CompletableFuture<Void> serves = CompletableFuture.runAsync(stack.wildfly()::restart);
        await().atMost(BOUND).until(() -> serves.isDone() || log().contains(WAITS));
        stack.postgres().restart();

        serves.get(BOUND.toSeconds(), TimeUnit.SECONDS);
        assertThat(log()).contains(WAITS);
        assertThat(strategies()).isEqualTo(offered);
    }

    @Test
    void aDatabaseThatStaysAwayFailsTheDeploymentWithASentence(TestInfo test) throws Exception {
        start(test, Wildfly.Options.crashing().withProperty("atomicevents.start-within", "PT3S"));
        stack.postgres().kill();

        assertThatThrownBy(stack.wildfly()::restart).hasMessageContaining("The server started, but not all it should");

        assertThat(log()).contains("did not answer within atomicevents.start-within = PT3S");
    }

    @Test
    void aServerThatStartsBeforeItsBrokerDeploysWithoutIt(TestInfo test) throws Exception {
        start(test, Wildfly.Options.crashing());
        String offered = strategies();
        stack.artemis().kill();

        stack.wildfly().restart();

        assertThat(strategies()).isEqualTo(offered);
    }

    private void start(TestInfo test, Wildfly.Options options) {
        Installation installation = Installation.at(Path.of(".."));
        Path folder = installation
                .work()
                .resolve("start-within")
                .resolve(test.getTestMethod().orElseThrow().getName() + "-" + System.currentTimeMillis());
        stack = Stack.start(installation, folder, options);
    }

    /** Which strategies are offered, and why the others are not. */
    private String strategies() throws Exception {
        return answer(HttpRequest.newBuilder(URI.create(stack.wildfly().catalog() + "/strategies"))
                        .build())
                .body();
    }

    private String log() throws IOException {
        return Files.readString(stack.wildfly().log(), UTF_8);
    }
}
