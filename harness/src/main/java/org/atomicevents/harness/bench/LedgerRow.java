package org.atomicevents.harness.bench;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The catalog's ledger entry: one per command. */
@Entity
@Table(name = "ledger")
class LedgerRow {

    @Id
    @Column(name = "command_id")
    private String commandId;

    @Column(name = "product_id")
    private String productId;

    private long version;

    private String strategy;

    @Column(name = "recorded_at")
    private Instant recordedAt;

    /** For Hibernate. */
    protected LedgerRow() {}

    LedgerRow(Products.Change change, String strategy) {
        this.commandId = change.commandId();
        this.productId = change.productId();
        this.version = change.from() + 1;
        this.strategy = strategy;
        this.recordedAt = Instant.now();
    }
}
