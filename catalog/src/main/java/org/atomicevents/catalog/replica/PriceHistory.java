package org.atomicevents.catalog.replica;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;

/** One row per applied event, in the order of application; no unique key, so that an event applied twice shows as two rows. */
@Entity
@Table(name = "price_history")
class PriceHistory {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long seq;

    @Column(name = "event_id")
    private String eventId;

    @Column(name = "product_id")
    private String productId;

    private long version;

    private BigDecimal price;

    @Column(name = "applied_at")
    private Instant appliedAt;

    protected PriceHistory() {}

    PriceHistory(String eventId, ProductChange change) {
        this.eventId = eventId;
        this.productId = change.productId();
        this.version = change.version();
        this.price = change.price();
        this.appliedAt = Instant.now();
    }
}
