package org.atomicevents.catalog.command;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The command that moved a product to a version; written in the transaction that moved it. */
@Entity
@Table(name = "ledger")
class LedgerEntry {

    @Id
    @Column(name = "command_id")
    private String commandId;

    @Column(name = "product_id")
    private String productId;

    private long version;

    private String strategy;

    @Column(name = "recorded_at")
    private Instant recordedAt;

    protected LedgerEntry() {}

    LedgerEntry(String commandId, String productId, long version, String strategy) {
        this.commandId = commandId;
        this.productId = productId;
        this.version = version;
        this.strategy = strategy;
        this.recordedAt = Instant.now();
    }
}
