package org.atomicevents.catalog.replica;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;

/** The state of a product after the events that have arrived; never written by a client. */
@Entity
@Table(name = "product_replica")
public class ProductReplica {

    @Id
    private String id;

    private String name;

    private BigDecimal price;

    private long version;

    protected ProductReplica() {}

    ProductReplica(ProductChange change) {
        this.id = change.productId();
        this.name = change.name();
        this.price = change.price();
        this.version = change.version();
    }

    /** Takes the change over unless this or a later version is already here. */
    void follow(ProductChange change) {
        if (change.version() > version) {
            price = change.price();
            version = change.version();
        }
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public BigDecimal price() {
        return price;
    }

    public long version() {
        return version;
    }
}
