package org.atomicevents.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atomicevents.broker.Broker;
import org.atomicevents.broker.BrokerProvider;
import org.atomicevents.broker.Brokers;
import org.atomicevents.broker.Sender;
import org.atomicevents.spi.Configuration;
import org.junit.jupiter.api.Test;

/** The kind of broker that {@code atomicevents.broker} names. */
class BrokerChoiceTest {

    private final Kind jms = new Kind("jms");
    private final Kind other = new Kind("other");

    @Test
    void jmsIsTheDefault() {
        assertThat(chosen(Map.of())).isSameAs(jms);
    }

    @Test
    void anotherKindIsOneMoreBeanAndAValue() {
        assertThat(chosen(Map.of("atomicevents.broker", "other"))).isSameAs(other);
    }

    @Test
    void anUnknownKindIsRefusedWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chosen(Map.of("atomicevents.broker", "pigeon")))
                .withMessageContaining("atomicevents.broker = pigeon")
                .withMessageContaining("[jms, other]");
    }

    @Test
    void theKeysOfAllKindsAreRead() {
        chosen(Map.of());
        assertThat(other.configured).isTrue();
    }

    private Brokers chosen(Map<String, String> configured) {
        return BrokerChoice.of(List.of(other, jms), new Configuration(key -> Optional.ofNullable(configured.get(key))));
    }

    private static final class Kind implements BrokerProvider, Brokers {

        private final String id;
        private boolean configured;

        Kind(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public Brokers configure(Configuration configuration) {
            configured = true;
            return this;
        }

        @Override
        public String destination() {
            return id;
        }

        @Override
        public Broker broker() {
            throw new UnsupportedOperationException("no test sends");
        }

        @Override
        public Sender sender(int connections) {
            throw new UnsupportedOperationException("no test sends");
        }
    }
}
