package org.atomicevents.dualwrite.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.atomicevents.dualwrite.store.JournalOperations;
import org.atomicevents.dualwrite.store.MainTransaction;
import org.atomicevents.dualwrite.store.TransactionStatus;
import org.atomicevents.operations.ParkedEntry;
import org.atomicevents.relay.PassResult;
import org.atomicevents.testing.Filters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The fate of entries that no thread works on any more. */
class SweeperTest {

    private final Fixture fixture = new Fixture();

    SweeperTest() throws SQLException, IOException {}

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void aDeadInstancesCommittedEventsAreSentWhenItReturns() throws Exception {
        fixture.leave(Fixture.FIRST, "1", "2");
        fixture.die();
        fixture.database.outcomes.put(Fixture.FIRST, TransactionStatus.COMMITTED);
        Sweep sweep = fixture.sweeper.pass();
        assertThat(sweep.sent()).isEqualTo(2);
        assertThat(fixture.broker.received).containsExactly("1", "2");
        assertThat(fixture.pending()).isZero();
        assertThat(fixture.database.asked).as("once for both events").hasSize(1);
    }

    @Test
    void aDeadInstancesRolledBackEventsAreDropped() throws Exception {
        fixture.leave(Fixture.FIRST, "1");
        fixture.die();
        fixture.database.outcomes.put(Fixture.FIRST, TransactionStatus.ABORTED);
        assertThat(fixture.sweeper.pass().dropped()).isEqualTo(1);
        assertThat(fixture.broker.received).isEmpty();
        assertThat(fixture.pending()).isZero();
    }

    @Test
    void anOpenTransactionIsWaitedFor() throws Exception {
        fixture.leave(Fixture.FIRST, "1");
        Sweep sweep = fixture.sweeper.pass();
        assertThat(sweep.undecided()).isPositive();
        assertThat(fixture.pending()).isEqualTo(1);
        fixture.database.outcomes.put(Fixture.FIRST, TransactionStatus.COMMITTED);
        assertThat(fixture.sweeper.pass().sent()).isEqualTo(1);
    }

    /** Nothing is ever guessed: what the database does not know any more waits for an operator. */
    @Test
    void whatNobodyKnowsIsParkedAndNotGuessed() throws Exception {
        MainTransaction foreign = new MainTransaction("7", "another/1");
        fixture.leave(Fixture.FIRST, "old");
        fixture.leave(foreign, "foreign");
        fixture.database.outcomes.put(Fixture.FIRST, TransactionStatus.FORGOTTEN);
        fixture.database.outcomes.put(foreign, TransactionStatus.FOREIGN);
        assertThat(fixture.sweeper.pass().parked()).isEqualTo(2);
        assertThat(fixture.broker.received).isEmpty();

        JournalOperations operations = new JournalOperations(fixture.store, "journaled-dual-write");
        assertThat(operations.pending()).isZero();
        assertThat(operations.parked(10)).extracting(ParkedEntry::eventId).containsExactly("old", "foreign");
        operations.parked(10).forEach(parked -> Filters.assertNarrow(operations, parked));
        assertThat(operations.parked(10).get(0).lastError()).contains("no longer knows", "742", "replay", "discard");
        assertThat(operations.inspect("/test", "old"))
                .contains(fixture.store.read(List.of(1L)).get(0).event());
        assertThat(operations.replay("/test", "old")).isTrue();
        assertThat(operations.discard("/test", "foreign")).isTrue();
        assertThat(operations.discard("/test", "foreign")).isFalse();
        fixture.sweeper.pass();
        assertThat(fixture.broker.received).containsExactly("old");
        assertThat(fixture.pending()).isZero();
    }

    /** Live entries are not touched, whatever the database says of their transaction. */
    @Test
    void aLiveThreadsEntriesAreLeftAlone() throws Exception {
        fixture.database.outcomes.put(Fixture.FIRST, TransactionStatus.COMMITTED);
        List<Sweep> meanwhile = new ArrayList<>();
        fixture.broker.whileSending = () -> {
            fixture.broker.whileSending = () -> {};
            meanwhile.add(swept());
        };
        fixture.manager.begin();
        fixture.publisher.publish(Fixture.event("1"));
        fixture.manager.commit();
        assertThat(meanwhile).hasSize(1);
        assertThat(meanwhile.get(0).sent()).isZero();
        assertThat(fixture.broker.received).containsExactly("1");
        assertThat(fixture.database.asked).as("only the committing thread asks").containsExactly(Fixture.FIRST);
    }

    /** An entry whose thread finishes while the sweeper reads must not be sent by both. */
    @Test
    void committingThreadsAndTheSweeperNeverSendTheSameEvent() throws Exception {
        int threads = 4;
        int each = 100;
        fixture.database.outcomes.put(Fixture.FIRST, TransactionStatus.COMMITTED);
        ExecutorService writers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> working = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                String name = "t" + thread + "-";
                working.add(writers.submit(() -> commitAll(name, each)));
            }
            while (!working.stream().allMatch(Future::isDone)) {
                assertThat(fixture.sweeper.pass().sent()).isZero();
            }
            for (Future<?> writer : working) {
                writer.get();
            }
        } finally {
            writers.shutdownNow();
        }
        assertThat(fixture.broker.received).hasSize(threads * each);
        assertThat(fixture.pending()).isZero();
    }

    private Void commitAll(String name, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            fixture.manager.begin();
            fixture.publisher.publish(Fixture.event(name + i));
            fixture.manager.commit();
        }
        return null;
    }

    @Test
    void aDeathBetweenSendingAndResolvingSendsACopyThatTheBrokerKnows() throws Exception {
        fixture.leave(Fixture.FIRST, "1");
        fixture.broker.received.add("1");
        fixture.die();
        fixture.database.outcomes.put(Fixture.FIRST, TransactionStatus.COMMITTED);
        assertThat(fixture.sweeper.pass().sent()).isEqualTo(1);
        assertThat(fixture.broker.received).containsExactly("1");
        assertThat(fixture.pending()).isZero();
    }

    @Test
    void aRefusedEventIsTriedAgainThenParkedAndHoldsNobodyForEver() throws Exception {
        fixture.broker.poison.add("1");
        fixture.database.outcomes.put(Fixture.FIRST, TransactionStatus.COMMITTED);
        fixture.leave(Fixture.FIRST, "1", "2");
        Sweep first = fixture.sweeper.pass();
        assertThat(first.result()).isEqualTo(PassResult.UNREACHABLE);
        assertThat(first.failure()).contains("refused event 1", "poison");
        Sweep second = fixture.sweeper.pass();
        assertThat(second.parked()).isEqualTo(1);
        assertThat(fixture.broker.received).containsExactly("2");
        assertThat(fixture.store.backlog().parked()).isEqualTo(1);
    }

    @Test
    void aSilentDatabaseDelaysWhatItHasToDecideAndNothingElse() throws Exception {
        fixture.leave(Fixture.FIRST, "unknown");
        fixture.leave(new MainTransaction("743", "main/1"), "known");
        fixture.store.committed(List.of(2L));
        fixture.database.away = true;
        Sweep sweep = fixture.sweeper.pass();
        assertThat(sweep.sent()).isEqualTo(1);
        assertThat(sweep.result()).isEqualTo(PassResult.UNREACHABLE);
        assertThat(sweep.failure()).contains("742", "connection refused");
        assertThat(fixture.broker.received).containsExactly("known");
        assertThat(fixture.pending()).isEqualTo(1);
    }

    /** The sweeper must reach entries that stand behind many undecided ones. */
    @Test
    void manyUndecidedEntriesHideNobody() throws Exception {
        fixture.leave(Fixture.FIRST, "1", "2", "3", "4");
        MainTransaction second = new MainTransaction("743", "main/1");
        fixture.leave(second, "5");
        fixture.database.outcomes.put(second, TransactionStatus.COMMITTED);
        assertThat(fixture.sweeper.pass().result()).isEqualTo(PassResult.FULL);
        assertThat(fixture.sweeper.pass().result()).isEqualTo(PassResult.IDLE);
        assertThat(fixture.broker.received).containsExactly("5");
        assertThat(Fixture.ids(fixture.store.read(fixture.store.waiting(0, 10))))
                .containsExactly("1", "2", "3", "4");
    }

    @Test
    void theLineIsKeptWhileTheBrokerIsAway() throws Exception {
        fixture.database.outcomes.put(Fixture.FIRST, TransactionStatus.COMMITTED);
        fixture.leave(Fixture.FIRST, "1", "2", "3", "4");
        fixture.broker.away = true;
        assertThat(fixture.sweeper.pass().failure()).contains("cannot be reached", "connection refused");
        fixture.broker.away = false;
        assertThat(fixture.sweeper.pass().result()).isEqualTo(PassResult.FULL);
        fixture.sweeper.pass();
        assertThat(fixture.broker.received).containsExactly("1", "2", "3", "4");
    }

    private Sweep swept() {
        try {
            return fixture.sweeper.pass();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
