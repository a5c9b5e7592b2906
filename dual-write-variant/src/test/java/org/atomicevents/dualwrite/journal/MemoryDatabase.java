package org.atomicevents.dualwrite.journal;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.atomicevents.dualwrite.store.MainDatabase;
import org.atomicevents.dualwrite.store.MainTransaction;
import org.atomicevents.dualwrite.store.TransactionStatus;
import org.atomicevents.spi.Refused;

/** A main database in memory; the test decides the outcomes. Transactions without one are in progress. */
public final class MemoryDatabase implements MainDatabase {

    public final Map<MainTransaction, TransactionStatus> outcomes = new HashMap<>();
    public final List<MainTransaction> asked = new CopyOnWriteArrayList<>();
    public MainTransaction current = new MainTransaction("742", "main/1");
    public boolean away;

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
    public MainTransaction numbered() throws SQLException {
        return current();
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
