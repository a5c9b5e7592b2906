package org.atomicevents.dualwrite.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.atomicevents.Event;
import org.atomicevents.jdbc.ShortTransactions;

/**
 * Reads and writes the journal. Thread-safe; no call is ever part of a JTA transaction, and each is all or nothing: a JVM
 * that dies inside leaves the state before or after it.
 */
public final class JournalStore {

    private static final int LONGEST_REASON = 1000;

    private final JournalFile journal;
    private final AtomicLong last;

    /**
     * The number of entries in the journal.
     *
     * @param pending entries that wait for their transaction or for the broker
     * @param oldest age of the oldest of them, zero if there is none
     * @param parked entries that wait for an operator
     */
    public record Backlog(long pending, Duration oldest, long parked) {}

    public JournalStore(JournalFile file) throws SQLException {
        journal = Objects.requireNonNull(file);
        try (Connection connection = journal.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(Statements.LAST)) {
            row.next();
            last = new AtomicLong(row.getLong(1));
        }
    }

    /** The next {@code count} places in the order of the entries; the file has one user, so a counter in memory is enough. */
    public List<Long> numbers(int count) {
        long end = last.addAndGet(count);
        return LongStream.rangeClosed(end - count + 1, end).boxed().toList();
    }

    /**
     * Writes that each of {@code events} is to be sent if {@code transaction} commits; they are on the disk when this returns.
     *
     * @param numbers the places of the events, one for each
     */
    public void intend(MainTransaction transaction, List<Long> numbers, List<Event> events) throws SQLException {
        try (Connection connection = journal.connect()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(Statements.INTEND)) {
                for (int i = 0; i < events.size(); i++) {
                    Rows.bind(numbers.get(i), transaction, events.get(i), insert);
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
            force(connection);
        }
    }

    /** Forces the file: everything written before is on the disk when this returns. */
    public void force() throws SQLException {
        try (Connection connection = journal.connect()) {
            force(connection);
        }
    }

    private static void force(Connection connection) throws SQLException {
        try (Statement force = connection.createStatement()) {
            force.execute(Statements.FORCE);
        }
    }

    /** Removes entries whose events are delivered or will never be. */
    public void resolve(Collection<Long> seqs) throws SQLException {
        update(Statements.RESOLVE, seqs);
    }

    /** Records that the transactions of these entries have committed. */
    public void committed(Collection<Long> seqs) throws SQLException {
        update(Statements.COMMITTED, seqs);
    }

    /** The places of at most {@code limit} entries after {@code after} that are not parked, in order. */
    public List<Long> waiting(long after, int limit) throws SQLException {
        try (Connection connection = journal.connect();
                PreparedStatement query = connection.prepareStatement(Statements.WAITING)) {
            query.setLong(1, after);
            query.setInt(2, limit);
            try (ResultSet rows = query.executeQuery()) {
                List<Long> seqs = new ArrayList<>();
                while (rows.next()) {
                    seqs.add(rows.getLong(1));
                }
                return seqs;
            }
        }
    }

    /** The entries among {@code seqs} that are still there, in order. */
    public List<Intent> read(Collection<Long> seqs) throws SQLException {
        try (Connection connection = journal.connect();
                PreparedStatement query = connection.prepareStatement(Statements.READ)) {
            query.setArray(1, connection.createArrayOf("bigint", seqs.toArray()));
            return intents(query);
        }
    }

    /** Counts a refusal by the broker. */
    public void refused(long seq, String reason) throws SQLException {
        update(Statements.REFUSED, seq, reason);
    }

    /** Gives up and keeps the entry for an operator. */
    public void park(long seq, String reason) throws SQLException {
        update(Statements.PARK, seq, reason);
    }

    public Backlog backlog() throws SQLException {
        try (Connection connection = journal.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(Statements.BACKLOG)) {
            row.next();
            return new Backlog(row.getLong(1), Duration.ofMillis((long) (row.getDouble(2) * 1000)), row.getLong(3));
        }
    }

    <T> T call(ShortTransactions.Work<T> work) throws SQLException {
        try (Connection connection = journal.connect()) {
            return work.with(connection);
        }
    }

    private static List<Intent> intents(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            List<Intent> intents = new ArrayList<>();
            while (rows.next()) {
                intents.add(Rows.read(rows));
            }
            return intents;
        }
    }

    private void update(String sql, Collection<Long> seqs) throws SQLException {
        try (Connection connection = journal.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("bigint", seqs.toArray()));
            statement.executeUpdate();
        }
    }

    private void update(String sql, long seq, String reason) throws SQLException {
        try (Connection connection = journal.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
            statement.setLong(2, seq);
            statement.executeUpdate();
        }
    }
}
