package org.atomicevents.catalog.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import org.atomicevents.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The replica follows the events of a product and never goes back to an earlier version. */
class ProductReplicaTest {

    private final ProductReplica lamp = new ProductReplica(change(1, "12.50", ",\"name\":\"Lamp\""));

    @Test
    void theFirstEventMakesTheProduct() {
        assertThat(lamp.id()).isEqualTo("lamp");
        assertThat(lamp.name()).isEqualTo("Lamp");
        assertState("12.50", 1);
    }

    @Test
    void aLaterVersionReplacesThePriceAndKeepsTheName() {
        lamp.follow(change(2, "13.00", ""));

        assertThat(lamp.name()).isEqualTo("Lamp");
        assertState("13.00", 2);
    }

    @Test
    void anEventThatArrivesAfterALaterOneChangesNothing() {
        lamp.follow(change(3, "14.00", ""));
        lamp.follow(change(2, "13.00", ""));

        assertState("14.00", 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "[]",
                "{}",
                "{\"productId\":\"lamp\",\"version\":1}",
                "{\"productId\":\"lamp\",\"version\":\"1\",\"price\":1}",
                "{\"productId\":\"lamp\",\"version\":1.5,\"price\":1}"
            })
    void dataThatIsNotACatalogEventsIsRefusedByTheEventsName(String data) {
        Event event = Event.json("e1", URI.create("/elsewhere"), "org.example.Other", "lamp", data);

        assertThatThrownBy(() -> ProductChange.in(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(event.toString())
                .hasMessageContaining("productId, version and price");
    }

    private void assertState(String price, long version) {
        assertThat(lamp.price()).isEqualTo(new BigDecimal(price));
        assertThat(lamp.version()).isEqualTo(version);
    }

    private static ProductChange change(long version, String price, String more) {
        return ProductChange.in(Event.json(
                "e" + version,
                URI.create("/catalog"),
                "org.atomicevents.catalog.ProductPriceChanged",
                "lamp",
                "{\"productId\":\"lamp\",\"version\":%d,\"price\":%s%s}".formatted(version, price, more)));
    }
}
