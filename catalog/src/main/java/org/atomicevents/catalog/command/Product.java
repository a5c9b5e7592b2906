package org.atomicevents.catalog.command;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;

/** A product and its price; each command moves {@code version} by exactly one, even if it repeats the price. */
@Entity
@Table(name = "product")
public class Product {

    /** Decimal places of a price. */
    static final int CENTS = 2;

    @Id
    private String id;

    private String name;

    private BigDecimal price;

    private long version;

    protected Product() {}

    Product(String id, String name, BigDecimal price) {
        this.id = id;
        this.name = name;
        this.price = price.setScale(CENTS);
        this.version = 1;
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

    /** The caller holds the row's lock. */
    void moveTo(BigDecimal newPrice) {
        price = newPrice.setScale(CENTS);
        version++;
    }
}
