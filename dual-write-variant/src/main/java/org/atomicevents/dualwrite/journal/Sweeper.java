package org.atomicevents.dualwrite.journal;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.atomicevents.broker.Broker;
import org.atomicevents.broker.Delivery;
import org.atomicevents.dualwrite.store.Intent;
import org.atomicevents.dualwrite.store.JournalStore;
import org.atomicevents.dualwrite.store.MainDatabase;
import org.atomicevents.dualwrite.store.MainTransaction;
import org.atomicevents.dualwrite.store.TransactionStatus;
import org.atomicevents.relay.PassResult;

/**
 * Finishes the entries that were left in the journal by an instance that died or because the broker did not take the events.
 *
 * <ol>
 *   <li>Find the entries that are written, leave out the live ones, and read the others: no other thread works on them.
 *   <li>Ask the main database for the status of their transactions. Committed: go on. Rolled back: drop. Still open: leave. No
 *       longer known: park, because the sweeper never guesses.
 *   <li>Send the committed ones, in the order in which they were written, and remove those that arrived from the journal.
 * </ol>
 *
 * <p>One thread at a time; one sweeper per journal. A JVM that dies between sending and removing leaves the entry: the next
 * sweep sends it again, and the broker recognises the copy.
 */
public final class Sweeper {

    private final JournalStore store;
    private final LiveEntries liveEntries;
    private final MainDatabase database;
    private final Broker broker;
    private final Limits limits;
    private long last;

    /**
     * @param batch entries per pass
     * @param attempts refusals by the broker after which an entry is parked
     * @param clock compared with the times in the journal
     */
    public record Limits(int batch, int attempts, Clock clock) {}

    public Sweeper(JournalStore store, LiveEntries liveEntries, MainDatabase database, Broker broker, Limits limits) {
        this.store = Objects.requireNonNull(store);
        this.liveEntries = Objects.requireNonNull(liveEntries);
        this.database = Objects.requireNonNull(database);
        this.broker = Objects.requireNonNull(broker);
        this.limits = Objects.requireNonNull(limits);
    }

    /**
     * Makes one bounded pass: at most one batch, beginning at the end of the last one.
     *
     * @throws SQLException if the journal failed; the next pass finds the unfinished entries again
     */
    public Sweep pass() throws SQLException {
        store.force();
        int most = limits.batch + liveEntries.size();
        List<Long> written = store.waiting(last, most);
        boolean more = written.size() == most;
        List<Long> orphans = liveEntries.orphansOf(written);
        // Read after the check: an entry whose thread has finished meanwhile is not in the journal any more.
        List<Intent> mine = orphans.isEmpty() ? List.of() : store.read(orphans);
        Pass pass = new Pass();
        pass.decide(mine);
        pass.send();
        if (!pass.brokerIsAway) {
            // Otherwise the next pass begins with the same entries, so that the order is kept.
            last = more ? written.get(written.size() - 1) : 0;
        }
        return pass.report(more);
    }

    private final class Pass {

        private final Map<MainTransaction, TransactionStatus> outcomes = new HashMap<>();
        private final List<Intent> committed = new ArrayList<>();
        private final Instant now = limits.clock.instant();
        private Duration undecided = Duration.ZERO;
        private boolean databaseIsAway;
        private boolean brokerIsAway;
        private String failure = "";
        private int sent;
        private int dropped;
        private int parked;

        void decide(List<Intent> intents) throws SQLException {
            List<Long> aborted = new ArrayList<>();
            List<Long> decided = new ArrayList<>();
            for (Intent intent : intents) {
                switch (intent.committed() ? TransactionStatus.COMMITTED : outcome(intent.transaction())) {
                    case COMMITTED -> {
                        committed.add(intent);
                        if (!intent.committed()) {
                            decided.add(intent.seq());
                        }
                    }
                    case ABORTED -> aborted.add(intent.seq());
                    case IN_PROGRESS -> undecided = longer(Duration.between(intent.writtenAt(), now));
                    case FORGOTTEN -> park(intent, "The database no longer knows what became of transaction %s");
                    case FOREIGN ->
                        park(intent, "Transaction %s was of another database, or of before a restore or promotion");
                }
            }
            if (!aborted.isEmpty()) {
                store.resolve(aborted);
                dropped = aborted.size();
            }
            if (!decided.isEmpty()) {
                store.committed(decided);
            }
        }

        /** Asks the database once for all events of a transaction, and not again in this pass after it has failed to answer. */
        private TransactionStatus outcome(MainTransaction transaction) {
            TransactionStatus known = outcomes.get(transaction);
            if (known != null) {
                return known;
            }
            if (databaseIsAway) {
                return TransactionStatus.IN_PROGRESS;
            }
            try {
                TransactionStatus answer = database.outcome(transaction);
                outcomes.put(transaction, answer);
                return answer;
            } catch (SQLException e) {
                databaseIsAway = true;
                failure = "the database does not say what became of transaction %s: %s"
                        .formatted(transaction.id(), e.getMessage());
                return TransactionStatus.IN_PROGRESS;
            }
        }

        private Duration longer(Duration age) {
            return age.compareTo(undecided) > 0 ? age : undecided;
        }

        private void park(Intent intent, String why) throws SQLException {
            store.park(
                    intent.seq(),
                    why.formatted(intent.transaction().id())
                            + ": if the change is in the database, replay the event, otherwise discard it");
            parked++;
        }

        void send() throws SQLException {
            if (committed.isEmpty()) {
                return;
            }
            List<Delivery> deliveries =
                    broker.send(committed.stream().map(Intent::event).toList());
            List<Long> arrived = new ArrayList<>();
            for (int i = 0; i < deliveries.size(); i++) {
                Intent intent = committed.get(i);
                Delivery delivery = deliveries.get(i);
                switch (delivery.status()) {
                    case SENT, DUPLICATE -> arrived.add(intent.seq());
                    case REFUSED -> refused(intent, delivery.reason());
                    case HELD -> failure = "an earlier event of the subject was refused";
                    case UNREACHABLE -> {
                        brokerIsAway = true;
                        failure = "the broker cannot be reached: " + delivery.reason();
                    }
                }
            }
            if (!arrived.isEmpty()) {
                store.resolve(arrived);
                sent = arrived.size();
            }
        }

        private void refused(Intent intent, String reason) throws SQLException {
            failure = "the broker refused event %s: %s".formatted(intent.event().id(), reason);
            if (intent.attempts() + 1 < limits.attempts) {
                store.refused(intent.seq(), reason);
            } else {
                store.park(intent.seq(), reason);
                parked++;
            }
        }

        Sweep report(boolean more) {
            PassResult full = more ? PassResult.FULL : PassResult.IDLE;
            return new Sweep(
                    sent, dropped, parked, undecided, failure, failure.isEmpty() ? full : PassResult.UNREACHABLE);
        }
    }
}
