package org.atomicevents.harness.bench;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;

/** The catalog's product, mapped as there: the name never changes. */
@Entity
@Table(name = "product")
class ProductRow {

    @Id
    private String id;

    @Column(updatable = false)
    private String name;

    private BigDecimal price;

    @Version
    private long version;

    /** For Hibernate. */
    protected ProductRow() {}

    ProductRow(Products.Change change) {
        this.id = change.productId();
        this.price = change.price();
        this.version = change.from();
    }
}
