package org.atomicevents.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.atomicevents.servers.Installation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @TempDir
    Path checkout;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"up", "crash", "bench", "compare", "report"})
    void everyCommandExplainsItself(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: atomic-events " + command, "--project");
    }

    @Test
    void wrongCommandLineIsStatus64() {
        assertThat(run("crash", "--no-such-option")).isEqualTo(64);
        assertThat(run("explode")).isEqualTo(64);
    }

    @Test
    void whatCannotBeDoneIsUndecidedAndSaidWithoutAStackTrace() {
        assertThat(run("up", "--project", checkout.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("is not a checkout").doesNotContain("\tat ");
    }

    @Test
    void reportWithoutARunSaysHowToMakeOne() throws IOException {
        makeCheckout();
        assertThat(run("report", "--project", checkout.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("There is no run yet", "atomic-events compare");
    }

    @Test
    void whatIsMeasuredIsNamedOrRefusedWithWhatThereIs() throws IOException {
        makeCheckout();
        assertThat(run("bench", "--only", "Latency", "--project", checkout.toString()))
                .isEqualTo(64);
        assertThat(err.toString()).contains("[Latency]", "DeliveryLatency");
    }

    @Test
    void latestLeadsToTheRunBegunLast() throws IOException {
        Installation installation = makeCheckout();
        Path first = RunFolder.createLatest(installation);
        Path second = RunFolder.createLatest(installation);
        Path justServers = RunFolder.create(installation);
        assertThat(List.of(first, second, justServers)).doesNotHaveDuplicates();
        assertThat(RunFolder.latest(installation)).isEqualTo(second.toRealPath());
    }

    @Test
    void checkoutIsWorkedInByOneAtATime() throws Exception {
        Installation installation = makeCheckout();
        String result = CheckoutLock.during("crash", installation, () -> {
            assertThatThrownBy(() -> CheckoutLock.during("up", installation, () -> "both"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(
                            "Another atomic-events is at work",
                            "process " + ProcessHandle.current().pid(),
                            "crash");
            return "one";
        });
        assertThat(result).isEqualTo("one");
        assertThat(CheckoutLock.<String>during("up", installation, () -> "next"))
                .isEqualTo("next");
    }

    private Installation makeCheckout() throws IOException {
        Files.createDirectories(checkout.resolve("ear"));
        Files.writeString(checkout.resolve("ear/pom.xml"), "");
        return Installation.at(checkout);
    }

    private int run(String... arguments) {
        return AtomicEvents.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
