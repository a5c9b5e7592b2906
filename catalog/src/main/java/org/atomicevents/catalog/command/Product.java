package org.atomicevents.catalog.command;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;

/** A product and its price; each command moves {@code version} by exactly one, even if it repeats the price. */
@Entity
@Table(name = "product")
public class Product {

    /** Decimal places of a price. */
    static final int CENTS = 2;

    @Id
    private String id;

    @Column(updatable = false)
    private String name;

    private BigDecimal price;

    @Version
    private long version;

    protected Product() {}

    Product(String id, String name, BigDecimal price) {
        this.id = id;
        this.name = name;
        this.price = price.setScale(CENTS);
        this.version = 1;
    }

    /** A product of which only id and version are known: enough to update its price. */
    static Product at(String id, long version) {
        Product product = new Product();
        product.id = id;
        product.version = version;
        return product;
    }

    /** A product in the state that its events lead to. */
    static Product of(String id, String name, BigDecimal price, long version) {
        Product product = new Product(id, name, price);
        product.version = version;
        return product;
    }

    /** The same one version later, with another price. */
    Product repriced(BigDecimal newPrice) {
        return of(id, name, newPrice, version + 1);
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

    /** The update that writes the price raises the version. */
    void setPrice(BigDecimal newPrice) {
        price = newPrice.setScale(CENTS);
    }
}
