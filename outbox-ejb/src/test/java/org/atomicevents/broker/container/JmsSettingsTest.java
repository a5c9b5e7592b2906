package org.atomicevents.broker.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.atomicevents.spi.Configuration;
import org.junit.jupiter.api.Test;

/** The JNDI names of the server's JMS resources. */
class JmsSettingsTest {

    @Test
    void withoutConfigurationTheNamesAreThoseOfAStockServer() {
        assertThat(read(Map.of()))
                .isEqualTo(new JmsSettings(
                        "java:/jms/queue/atomicevents",
                        "java:/ConnectionFactory",
                        "java:/JmsXA",
                        "java:/jms/queue/DLQ",
                        Duration.ofSeconds(10)));
    }

    @Test
    void configuredNamesWin() {
        assertThat(read(Map.of("atomicevents.jms.destination", "java:/jms/topic/prices"))
                        .destination())
                .isEqualTo("java:/jms/topic/prices");
    }

    private static JmsSettings read(Map<String, String> configured) {
        Configuration configuration = new Configuration(key -> Optional.ofNullable(configured.get(key)));
        JmsSettings settings = JmsSettings.read(configuration);
        configuration.verify(configured.keySet());
        return settings;
    }
}
