package org.atomicevents.dualwrite.journal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atomicevents.dualwrite.store.MainDatabase;
import org.atomicevents.dualwrite.store.MainTransaction;
import org.atomicevents.dualwrite.store.TransactionStatus;
import org.atomicevents.spi.Refused;

/** A main database in memory; the test decides the outcomes. Transactions without one are in progress. */
final class MemoryDatabase implements MainDatabase {

    final Map<MainTransaction, TransactionStatus> outcomes = new HashMap<>();
    final List<MainTransaction> asked = new ArrayList<>();
    MainTransaction current = Fixture.FIRST;
    boolean away;

    @Override
    public Optional<Refused> refusal() {
        return Optional.empty();
    }

    @Override
    public MainTransaction current() throws SQLException {
        requireReachable();
        return current;
    }

    @Override
    public TransactionStatus outcome(MainTransaction transaction) throws SQLException {
        requireReachable();
        asked.add(transaction);
        return outcomes.getOrDefault(transaction, TransactionStatus.IN_PROGRESS);
    }

    private void requireReachable() throws SQLException {
        if (away) {
            throw new SQLException("connection refused");
        }
    }
}
