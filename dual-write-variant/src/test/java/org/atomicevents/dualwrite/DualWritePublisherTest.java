package org.atomicevents.dualwrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import jakarta.transaction.Status;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.PublishException;
import org.atomicevents.broker.BrokerException;
import org.atomicevents.dualwrite.journal.MemoryDatabase;
import org.atomicevents.dualwrite.store.TransactionStatus;
import org.atomicevents.spi.PublishRules;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The moment at which dual write sends, with a real transaction manager. */
class DualWritePublisherTest {

    static {
        for (String store : new String[] {"", "communicationStore.", "stateStore."}) {
            System.setProperty("ObjectStoreEnvironmentBean." + store + "objectStoreDir", "target/object-store");
        }
    }

    private final TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
    private final TransactionSynchronizationRegistry registry = new TransactionSynchronizationRegistryImple();
    private final List<String> sent = new ArrayList<>();
    private final MemoryDatabase database = new MemoryDatabase();
    private final EventPublisher publisher = publisher(event -> sent.add(event.id()));

    @BeforeEach
    void confirm() {
        database.outcomes.put(database.current, TransactionStatus.COMMITTED);
    }

    /** Seen: Narayana says "committed" of a commit whose answer it never got. */
    @Test
    void aCommitThatTheDatabaseDeniesIsNotAnnounced() throws Exception {
        database.outcomes.put(database.current, TransactionStatus.ABORTED);
        manager.begin();
        publisher.publish(event("1"));
        manager.commit();
        assertThat(sent).isEmpty();
        assertThat(database.asked).containsExactly(database.current);
    }

    @Test
    void aCommitThatTheDatabaseCannotConfirmIsLost() throws Exception {
        manager.begin();
        publisher.publish(event("1"));
        database.away = true;
        manager.commit();
        assertThat(sent).isEmpty();
    }

    @Test
    void aDatabaseThatGivesNoNumberRefusesTheEvent() throws Exception {
        database.away = true;
        manager.begin();
        assertThatThrownBy(() -> publisher.publish(event("1")))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("refused by the database");
        manager.rollback();
        assertThat(sent).isEmpty();
    }

    /** H2 tells nothing, but lives in this JVM, too. */
    @Test
    void whereTheDatabaseTellsNothingTheTransactionManagerIsBelieved() throws Exception {
        EventPublisher believing = new DualWritePublisher(
                new PublishRules(registry, 100),
                registry,
                Optional.empty(),
                new MemorySender(event -> sent.add(event.id())));
        manager.begin();
        believing.publish(event("1"));
        manager.commit();
        assertThat(sent).containsExactly("1");
    }

    @Test
    void sendsAfterTheCommitInOrder() throws Exception {
        manager.begin();
        publisher.publish(event("1"));
        publisher.publish(event("2"));
        assertThat(sent).isEmpty();
        manager.commit();
        assertThat(sent).containsExactly("1", "2");
    }

    /** T-23: the callback runs after a rollback, too, so it must look at the status. */
    @Test
    void sendsNothingAfterARollback() throws Exception {
        manager.begin();
        publisher.publish(event("1"));
        manager.rollback();
        assertThat(sent).isEmpty();
    }

    @Test
    void eachTransactionSendsItsOwn() throws Exception {
        manager.begin();
        publisher.publish(event("outer"));
        Transaction outer = manager.suspend();
        manager.begin();
        publisher.publish(event("inner"));
        manager.commit();
        assertThat(sent).containsExactly("inner");
        manager.resume(outer);
        manager.rollback();
        assertThat(sent).containsExactly("inner");
    }

    @Test
    void sendsWhenTheTransactionIsOver() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        EventPublisher looking = publisher(event -> statuses.add(registry.getTransactionStatus()));
        manager.begin();
        looking.publish(event("1"));
        manager.commit();
        assertThat(statuses).hasSize(1).doesNotContain(Status.STATUS_ACTIVE);
    }

    @Test
    void aRefusedEventIsLostAndNothingElse() throws Exception {
        EventPublisher unlucky = publisher(event -> {
            if (event.id().equals("1")) {
                throw new BrokerException("no");
            }
            sent.add(event.id());
        });
        manager.begin();
        unlucky.publish(event("1"));
        unlucky.publish(event("2"));
        manager.commit();
        assertThat(sent).containsExactly("2");
    }

    @Test
    void needsATransaction() {
        assertThatIllegalStateException()
                .isThrownBy(() -> publisher.publish(event("1")))
                .withMessageContaining("No active JTA transaction");
        assertThat(sent).isEmpty();
    }

    private EventPublisher publisher(MemorySender.Receiver receiver) {
        return new DualWritePublisher(
                new PublishRules(registry, 100), registry, Optional.of(database), new MemorySender(receiver));
    }

    private static Event event(String id) {
        return Event.json(id, URI.create("/test"), "test.Happened", "subject", "{}");
    }
}
