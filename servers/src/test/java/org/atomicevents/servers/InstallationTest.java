package org.atomicevents.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

    @TempDir
    Path checkout;

    @BeforeEach
    void makeCheckout() throws IOException {
        Files.createDirectories(checkout.resolve("ear/target/servers"));
        Files.createFile(checkout.resolve("ear/pom.xml"));
    }

    @Test
    void findsWhatTheBuildMade() throws IOException {
        Path server = Files.createDirectory(checkout.resolve("ear/target/servers/wildfly-1.Final"));
        Path ear = Files.createFile(checkout.resolve("ear/target/atomic-events.ear"));
        assertThat(Installation.at(checkout).wildfly()).isEqualTo(server);
        assertThat(Installation.at(checkout).ear()).isEqualTo(ear);
    }

    @Test
    void namesWhatIsMissingAndTheCommandThatMakesIt() {
        Installation installation = Installation.at(checkout);
        assertThatThrownBy(installation::wildfly)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("WildFly is missing", checkout.toString(), "mvn -q -DskipTests package");
        assertThatThrownBy(installation::ear).hasMessageContaining("application is missing");
    }

    @Test
    void doesNotGuessBetweenTwo() throws IOException {
        Files.createDirectory(checkout.resolve("ear/target/servers/wildfly-1.Final"));
        Files.createDirectory(checkout.resolve("ear/target/servers/wildfly-2.Final"));
        assertThatThrownBy(() -> Installation.at(checkout).wildfly())
                .hasMessageContainingAll("ambiguous", "wildfly-1.Final", "wildfly-2.Final");
    }

    @Test
    void anotherDirectoryIsNoCheckout() {
        assertThatThrownBy(() -> Installation.at(checkout.resolve("ear")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("is not a checkout", "--project");
    }
}
