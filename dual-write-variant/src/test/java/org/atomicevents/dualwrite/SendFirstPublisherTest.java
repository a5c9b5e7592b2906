package org.atomicevents.dualwrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.atomicevents.Anomaly;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.PublishException;
import org.atomicevents.broker.BrokerException;
import org.atomicevents.spi.PublishRules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Send-first sends before the commit; with a real transaction manager. */
class SendFirstPublisherTest {

    static {
        for (String store : new String[] {"", "communicationStore.", "stateStore."}) {
            System.setProperty("ObjectStoreEnvironmentBean." + store + "objectStoreDir", "target/object-store");
        }
    }

    private final TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
    private final TransactionSynchronizationRegistry registry = new TransactionSynchronizationRegistryImple();
    private final PublishRules rules = new PublishRules(registry, 100);
    private final List<String> sent = new ArrayList<>();
    private final EventPublisher publisher = new SendFirstPublisher(rules, event -> sent.add(event.id()));

    @AfterEach
    void noTransactionIsLeft() throws Exception {
        if (manager.getTransaction() != null) {
            manager.rollback();
        }
    }

    @Test
    void theBrokerHasItBeforeTheCommit() throws Exception {
        manager.begin();
        publisher.publish(event("1", "{}"));
        publisher.publish(event("2", "{}"));
        assertThat(sent).containsExactly("1", "2");
        manager.commit();
        assertThat(sent).containsExactly("1", "2");
    }

    /** The anomaly that its guarantees admit; if this fails, the guarantees are wrong. */
    @Test
    void aRollbackTakesNothingBack() throws Exception {
        manager.begin();
        publisher.publish(event("1", "{}"));
        manager.rollback();
        assertThat(sent).containsExactly("1");
        assertThat(publisher.guarantees().admits(Anomaly.PHANTOM)).isTrue();
    }

    /** T-15: without the broker's confirmation there must be no commit, or the event would be lost. */
    @Test
    void whatTheBrokerDoesNotConfirmDoesNotCommit() throws Exception {
        EventPublisher unlucky = new SendFirstPublisher(rules, event -> {
            throw new BrokerException("no answer");
        });
        manager.begin();
        assertThatThrownBy(() -> unlucky.publish(event("1", "{}")))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("refused by the broker")
                .hasRootCauseMessage("no answer");
        assertThat(manager.getStatus()).isEqualTo(Status.STATUS_MARKED_ROLLBACK);
    }

    @Test
    void needsATransaction() {
        assertThatIllegalStateException()
                .isThrownBy(() -> publisher.publish(event("1", "{}")))
                .withMessageContaining("No active JTA transaction");
        assertThat(sent).isEmpty();
    }

    @Test
    void badInputIsRefusedBeforeItIsSent() throws Exception {
        manager.begin();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> publisher.publish(event("1", "x".repeat(101))))
                .withMessageContaining("atomicevents.max-data-bytes");
        assertThat(sent).isEmpty();
        assertThat(manager.getStatus()).isEqualTo(Status.STATUS_ACTIVE);
    }

    private static Event event(String id, String data) {
        return Event.json(id, URI.create("/test"), "test.Happened", "subject", data);
    }
}
