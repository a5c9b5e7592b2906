package org.atomicevents.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.atomicevents.Anomaly;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.atomicevents.Strategies;
import org.atomicevents.spi.Availability;
import org.atomicevents.spi.Configuration;
import org.atomicevents.spi.ConfiguredStrategy;
import org.atomicevents.spi.LeftBehind;
import org.atomicevents.spi.Ready;
import org.atomicevents.spi.Refused;
import org.atomicevents.spi.StrategyProvider;
import org.junit.jupiter.api.Test;

/** Strategies that are offered, refused or fatal. */
class StrategyRegistryTest {

    private final Provider good = new Provider("good", null);
    private final Provider bad = new Provider("bad", new Refused("the moon is full", "wait"));

    @Test
    void everyStrategyPresentIsListedInOrderWithItsReason() {
        Strategies strategies = registry(Map.of(), good, bad);
        assertThat(strategies.all())
                .containsExactly(
                        new Strategies.Offer("bad", false, "the moon is full: wait", false, Provider.GUARANTEES),
                        new Strategies.Offer("good", true, null, true, Provider.GUARANTEES));
        assertThat(strategies.publisher("good")).isSameAs(good);
    }

    @Test
    void anUnknownIdIsRefusedWithTheKnownOnes() {
        assertThatIllegalStateException()
                .isThrownBy(() -> registry(Map.of("best", "field X.y"), good, bad))
                .withMessageContaining("'best', asked for by field X.y")
                .withMessageContaining("[bad, good]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry(Map.of(), good).publisher("best"))
                .withMessageContaining("[good]");
    }

    @Test
    void aRequiredStrategyThatCannotWorkIsFatal() {
        assertThatIllegalStateException()
                .isThrownBy(() -> registry(Map.of("bad", "field X.y"), good, bad))
                .withMessageContaining("'bad', asked for by field X.y, cannot work here: the moon is full: wait");
        assertThatIllegalStateException()
                .isThrownBy(() -> registry(Map.of(), good, bad).publisher("bad"))
                .withMessageContaining("the moon is full");
    }

    @Test
    void aStrategyThatCannotEvenBeCheckedIsUnavailable() {
        Provider broken = new Provider("broken", null) {
            @Override
            public Availability open() {
                throw new IllegalStateException("nothing is bound");
            }
        };
        assertThat(registry(Map.of(), good, broken).all().get(0).refusal()).contains("nothing is bound");
    }

    @Test
    void twoProvidersOfOneIdAreRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> registry(Map.of(), good, new Provider("good", null)))
                .withMessageContaining("'good' is offered by both");
    }

    @Test
    void onlyTheAvailableOnesAreStartedAndStopped() {
        StrategyRegistry registry = registry(Map.of(), good, bad);
        registry.start();
        assertThat(good.running).isTrue();
        assertThat(bad.running).isFalse();
        registry.stop();
        assertThat(good.running).isFalse();
    }

    @Test
    void everyOpenStrategyIsClosedWhenTheDeploymentFails() {
        good.running = true;
        assertThatIllegalStateException().isThrownBy(() -> registry(Map.of("bad", "field X.y"), good, bad));
        assertThat(good.running).isFalse();
    }

    /** Nobody in this deployment moves it, so somebody has to hear of it. */
    @Test
    void whatWaitsUnderAStrategyThatIsNotOfferedIsAnAlarm() {
        bad.left = LeftBehind.entries(3, Duration.ofMinutes(2));
        StrategyRegistry registry = registryOffering("good", good, bad);
        assertThat(registry.vitals().get("bad")).singleElement().satisfies(vital -> {
            assertThat(vital.name()).isEqualTo("left-behind");
            assertThat(vital.value()).isEqualTo(3);
            assertThat(vital.alarm()).contains("3 entries", "name bad in atomicevents.strategies");
        });
    }

    /** A strategy that is refused moves nothing either, whether it was offered by name or by the asterisk. */
    @Test
    void whatWaitsUnderAStrategyThatIsRefusedIsAnAlarm() {
        bad.left = LeftBehind.entries(3, Duration.ofMinutes(2));
        StrategyRegistry registry = registry(Map.of(), good, bad);
        assertThat(registry.vitals().get("bad")).singleElement().satisfies(vital -> {
            assertThat(vital.name()).isEqualTo("left-behind");
            assertThat(vital.alarm())
                    .startsWith(
                            "3 entries wait since PT2M, and their strategy cannot work here, so it never sends them: ")
                    .contains(registry.all().get(0).refusal());
        });
    }

    @Test
    void whatAnotherServerIsAboutToSendIsNoAlarmAndNothingIsNoVitalSign() {
        bad.left = LeftBehind.entries(3, Duration.ofSeconds(2));
        StrategyRegistry registry = registryOffering("good", good, bad);
        assertThat(registry.vitals().get("bad"))
                .singleElement()
                .satisfies(vital -> assertThat(vital.alarm()).isNull());
        bad.left = LeftBehind.NOTHING;
        assertThat(registry.vitals()).doesNotContainKey("bad");
    }

    @Test
    void aDatabaseThatCannotBeAskedForItKeepsNobodyFromStarting() {
        bad.left = null;
        StrategyRegistry registry = registryOffering("good", good, bad);
        registry.start();
        assertThat(good.running).isTrue();
        assertThat(registry.vitals().get("bad"))
                .singleElement()
                .satisfies(vital -> assertThat(vital.alarm()).contains("could not be asked"));
    }

    /** Seen: the missing topic of outbox-notify cost every deployment ten seconds, although nobody had asked for that strategy. */
    @Test
    void whatOnlyTheAsteriskOffersIsOpenedLastAndNotWaitedFor() {
        List<String> order = new ArrayList<>();
        Provider[] providers = Stream.of("a", "by-default", "injected", "named", "z")
                .map(id -> new Provider(id, null) {
                    @Override
                    public Availability open() {
                        order.add(id);
                        return super.open();
                    }
                })
                .toArray(Provider[]::new);
        ConfiguredStrategies configured =
                ConfiguredStrategies.of(List.of(providers), new Configuration(key -> Optional.empty()));
        new StrategyRegistry(
                configured,
                new Settings.Use("by-default", List.of("*", "named")),
                new TreeMap<>(Map.of("injected", "field X.y")),
                () -> order.add("no more waiting"),
                Supplier::get);
        assertThat(order).containsExactly("by-default", "injected", "named", "no more waiting", "a", "z");
    }

    private static StrategyRegistry registryOffering(String offered, StrategyProvider... providers) {
        ConfiguredStrategies configured =
                ConfiguredStrategies.of(List.of(providers), new Configuration(key -> Optional.empty()));
        return new StrategyRegistry(
                configured, new Settings.Use(offered, List.of(offered)), new TreeMap<>(), () -> {}, Supplier::get);
    }

    private static StrategyRegistry registry(Map<String, String> required, StrategyProvider... providers) {
        SortedMap<String, String> sorted = new TreeMap<>(required);
        ConfiguredStrategies configured =
                ConfiguredStrategies.of(List.of(providers), new Configuration(key -> Optional.empty()));
        return new StrategyRegistry(
                configured, new Settings.Use("good", List.of("*")), sorted, () -> {}, Supplier::get);
    }

    private static class Provider implements StrategyProvider, ConfiguredStrategy, Ready, EventPublisher {

        static final Guarantees GUARANTEES = Guarantees.admitting(Anomaly.LOST).recoveryBoundedBy("nothing");

        private final String id;
        private final Refused refused;
        private boolean running;
        private LeftBehind left = LeftBehind.NOTHING;

        Provider(String id, Refused refused) {
            this.id = id;
            this.refused = refused;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public Guarantees guarantees() {
            return GUARANTEES;
        }

        @Override
        public ConfiguredStrategy configure(Configuration configuration) {
            return this;
        }

        @Override
        public LeftBehind leftBehind() {
            if (left == null) {
                throw new IllegalStateException("the database is away");
            }
            return left;
        }

        @Override
        public Availability open() {
            return refused == null ? this : refused;
        }

        @Override
        public EventPublisher publisher() {
            return this;
        }

        @Override
        public void publish(Event event) {
            throw new UnsupportedOperationException("no test publishes");
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
        }
    }
}
