package org.atomicevents.eventsourcing.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.atomicevents.eventsourcing.StoredEvent;
import org.atomicevents.jdbc.ShortTransactions;

/**
 * The position up to which events were sent, and the subjects that are held behind it; in short transactions of its own.
 *
 * <p>Thread-safe. Assumes READ COMMITTED, like {@link Sequencer}.
 */
public final class RelayStore {

    private final ShortTransactions transactions;
    private final String owner;

    /** @param owner the name of the claims; unique per start of a relay, so that none settles for its predecessor */
    public RelayStore(ShortTransactions transactions, String owner) {
        this.transactions = Objects.requireNonNull(transactions);
        this.owner = Objects.requireNonNull(owner);
    }

    /** The reason for which a claim was not given. */
    public enum Nothing {
        /** There is nothing to send. */
        IDLE,
        /** Another relay has the claim, or this one had it when it failed. */
        CONTENDED
    }

    /** @param claim empty for the reason in {@code nothing} */
    public record Claimed(Optional<Claim> claim, Nothing nothing) {

        public boolean isEmpty() {
            return claim.isEmpty();
        }
    }

    private record Due(String subject, long position, int attempts) {}

    private record Checkpoint(long position, long epoch) {}

    /**
     * Claims the events that may be sent now for {@code claimFor}: at most {@code limit} events after the checkpoint, and at
     * most as many of subjects that were held before it and are due again. One claim at a time in the whole database; a second
     * relay gets nothing, without waiting. Writes nothing if there is nothing to do.
     */
    public Claimed claim(int limit, Duration claimFor) throws SQLException {
        return transactions.call(connection -> {
            if (Jdbc.number(connection, RelayStatements.ANY_DUE, Jdbc::noParameters)
                    .isEmpty()) {
                return new Claimed(Optional.empty(), Nothing.IDLE);
            }
            List<Checkpoint> locked = Jdbc.rows(
                    connection,
                    RelayStatements.LOCK,
                    Jdbc::noParameters,
                    row -> new Checkpoint(row.getLong(1), row.getLong(2)));
            if (locked.isEmpty()) {
                return new Claimed(Optional.empty(), Nothing.CONTENDED);
            }
            Claim claim = claim(connection, locked.get(0), limit);
            Jdbc.update(connection, RelayStatements.CLAIM, update -> {
                update.setString(1, owner);
                update.setLong(2, claim.fence().epoch());
                update.setLong(3, claimFor.toMillis());
            });
            return new Claimed(Optional.of(claim), Nothing.IDLE);
        });
    }

    /**
     * Moves the checkpoint, records the holds of subjects, and gives the claim back.
     *
     * @return false if another relay has taken the claim over meanwhile: then nothing is recorded
     */
    public boolean settle(Claim claim, long checkpoint, List<Hold> holds) throws SQLException {
        return transactions.call(connection -> {
            int settled = Jdbc.update(connection, RelayStatements.SETTLE, update -> {
                update.setLong(1, checkpoint);
                update.setString(2, claim.fence().owner());
                update.setLong(3, claim.fence().epoch());
            });
            if (settled == 0) {
                return false;
            }
            for (Hold hold : holds) {
                record(connection, hold);
            }
            if (!claim.attempts().isEmpty()) {
                Jdbc.update(connection, RelayStatements.RELEASE, delete -> delete.setLong(1, checkpoint));
            }
            return true;
        });
    }

    private Claim claim(Connection connection, Checkpoint at, int limit) throws SQLException {
        List<StoredEvent> held = new ArrayList<>();
        Map<String, Integer> attempts = new LinkedHashMap<>();
        for (Due due : due(connection, limit)) {
            if (held.size() < limit) {
                attempts.put(due.subject, due.attempts);
                held.addAll(behind(connection, due, at.position, limit - held.size()));
            }
        }
        List<StoredEvent> next = Sequencer.after(connection, at.position, limit);
        long last = next.isEmpty() ? at.position : next.get(next.size() - 1).position();
        Set<String> heldSubjects = heldAmong(connection, next);
        List<StoredEvent> fresh = next.stream()
                .filter(stored -> !heldSubjects.contains(stored.event().subject()))
                .toList();
        boolean full = next.size() == limit || held.size() == limit;
        return new Claim(
                new Claim.Fence(owner, at.epoch + 1), attempts, held, fresh, new Claim.Range(at.position, last, full));
    }

    private static List<Due> due(Connection connection, int limit) throws SQLException {
        return Jdbc.rows(
                connection,
                RelayStatements.DUE,
                select -> select.setInt(1, limit),
                row -> new Due(row.getString(1), row.getLong(2), row.getInt(3)));
    }

    private static List<StoredEvent> behind(Connection connection, Due due, long checkpoint, int limit)
            throws SQLException {
        return Jdbc.rows(
                connection,
                RelayStatements.BEHIND,
                select -> {
                    select.setString(1, due.subject);
                    select.setLong(2, due.position);
                    select.setLong(3, checkpoint);
                    select.setInt(4, limit);
                },
                StoredEventColumns::read);
    }

    private static Set<String> heldAmong(Connection connection, List<StoredEvent> events) throws SQLException {
        if (events.isEmpty()) {
            return Set.of();
        }
        Object[] subjects = events.stream()
                .map(stored -> stored.event().subject())
                .distinct()
                .toArray();
        Array asArray = connection.createArrayOf("text", subjects);
        return new HashSet<>(Jdbc.rows(
                connection, RelayStatements.HELD, select -> select.setArray(1, asArray), row -> row.getString(1)));
    }

    private static void record(Connection connection, Hold hold) throws SQLException {
        Jdbc.Binder values = write -> {
            write.setLong(1, hold.position());
            write.setInt(2, hold.attempts());
            write.setString(3, LastError.cut(hold.error()));
            write.setLong(4, hold.delay().orElse(Duration.ZERO).toMillis());
            write.setString(5, hold.subject());
        };
        if (Jdbc.update(connection, RelayStatements.MOVE_HOLD, values) == 0) {
            Jdbc.update(connection, RelayStatements.HOLD, values);
        }
        if (hold.delay().isEmpty()) {
            Jdbc.update(connection, RelayStatements.PARK, park -> park.setString(1, hold.subject()));
        }
    }
}
