package org.atomicevents.catalog.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.atomicevents.Event;
import org.junit.jupiter.api.Test;

/** The command side's own events give its product back, with or without a snapshot in between. */
class ProductFoldTest {

    private final ProductFold fold = new ProductFold();

    @Test
    void theEventOfOneCommandIsTheStateThatTheNextOneFinds() {
        Product made = new Product("p1", "chair \"x\"", new BigDecimal("1.5"));
        Product first = fold.after(fold.initial(), ProductEvents.created("c1", made));
        assertSame(first, "chair \"x\"", "1.50", 1);

        Event change = ProductEvents.priceChanged("c2", first.repriced(new BigDecimal("99999999999999999.99")));
        assertSame(fold.after(first, change), "chair \"x\"", "99999999999999999.99", 2);
        assertSame(fold.after(fold.read(fold.write(first)), change), "chair \"x\"", "99999999999999999.99", 2);
    }

    private static void assertSame(Product product, String name, String price, long version) {
        assertThat(product.id()).isEqualTo("p1");
        assertThat(product.name()).isEqualTo(name);
        assertThat(product.price()).isEqualTo(price);
        assertThat(product.version()).isEqualTo(version);
    }
}
