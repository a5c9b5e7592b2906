package org.atomicevents.dualwrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import jakarta.transaction.Status;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.broker.BrokerException;
import org.atomicevents.spi.PublishRules;
import org.junit.jupiter.api.Test;

/** Dual write sends after the commit and at no other time; with a real transaction manager. */
class DualWritePublisherTest {

    static {
        for (String store : new String[] {"", "communicationStore.", "stateStore."}) {
            System.setProperty("ObjectStoreEnvironmentBean." + store + "objectStoreDir", "target/object-store");
        }
    }

    private final TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
    private final TransactionSynchronizationRegistry registry = new TransactionSynchronizationRegistryImple();
    private final List<String> sent = new ArrayList<>();
    private final EventPublisher publisher =
            new DualWritePublisher(new PublishRules(registry, 100), registry, event -> sent.add(event.id()));

    @Test
    void sendsAfterTheCommitInOrder() throws Exception {
        manager.begin();
        publisher.publish(event("1"));
        publisher.publish(event("2"));
        assertThat(sent).isEmpty();
        manager.commit();
        assertThat(sent).containsExactly("1", "2");
    }

    /** T-23: the callback runs after a rollback too, and must look at the status. */
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
        EventPublisher looking = new DualWritePublisher(
                new PublishRules(registry, 100), registry, event -> statuses.add(registry.getTransactionStatus()));
        manager.begin();
        looking.publish(event("1"));
        manager.commit();
        assertThat(statuses).hasSize(1).doesNotContain(Status.STATUS_ACTIVE);
    }

    @Test
    void aRefusedEventIsLostAndNothingElse() throws Exception {
        EventPublisher unlucky = new DualWritePublisher(new PublishRules(registry, 100), registry, event -> {
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

    private static Event event(String id) {
        return Event.json(id, URI.create("/test"), "test.Happened", "subject", "{}");
    }
}
