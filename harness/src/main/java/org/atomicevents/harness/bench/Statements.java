package org.atomicevents.harness.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The two statements of the business transaction, prepared once on one connection. Confined to its thread. */
final class Statements {

    private final PreparedStatement changePrice;
    private final PreparedStatement recordChange;

    Statements(Connection connection) throws SQLException {
        changePrice = connection.prepareStatement(Tables.CHANGE_PRICE);
        recordChange = connection.prepareStatement(Tables.RECORD_CHANGE);
    }

    /** Neither begins nor commits. */
    void apply(Products.Change change, String strategy) throws SQLException {
        changePrice.setBigDecimal(1, change.price());
        changePrice.setLong(2, change.from() + 1);
        changePrice.setString(3, change.productId());
        changePrice.setLong(4, change.from());
        if (changePrice.executeUpdate() != 1) {
            throw new SQLException("%s is not at version %d: something else changes the benchmark's tables"
                    .formatted(change.productId(), change.from()));
        }
        recordChange.setString(1, change.commandId());
        recordChange.setString(2, change.productId());
        recordChange.setLong(3, change.from() + 1);
        recordChange.setString(4, strategy);
        recordChange.setObject(5, OffsetDateTime.now(ZoneOffset.UTC));
        recordChange.executeUpdate();
    }
}
