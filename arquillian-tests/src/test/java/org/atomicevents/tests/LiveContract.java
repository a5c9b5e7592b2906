package org.atomicevents.tests;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Queue;
import jakarta.transaction.UserTransaction;
import java.net.URI;
import java.util.UUID;
import org.atomicevents.Event;
import org.atomicevents.tests.inside.BrokerSwitch;
import org.atomicevents.tests.inside.Ledger;
import org.atomicevents.tests.inside.ReceivedMessages;
import org.atomicevents.tests.inside.Scopes;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** The base of every contract that runs inside the server: transactions, a database, a consumer, and events of its own. */
@ExtendWith(ArquillianExtension.class)
abstract class LiveContract {

    /** No test sees another's events, not even those a failed one left behind. */
    final URI source = URI.create("/tests/" + UUID.randomUUID());

    final String subject = "subject-" + UUID.randomUUID();
    final BrokerSwitch broker = new BrokerSwitch();

    @EJB
    Scopes scopes;

    @EJB
    Ledger ledger;

    @Resource
    UserTransaction transaction;

    @Resource(lookup = "java:/ConnectionFactory")
    ConnectionFactory connections;

    @Resource(lookup = "java:/jms/queue/atomicevents")
    Queue queue;

    ReceivedMessages deliveries;

    @BeforeEach
    void consume() {
        deliveries = new ReceivedMessages(connections, queue, source);
    }

    @AfterEach
    void stopConsuming() {
        deliveries.close();
    }

    Event event(String what) {
        return about(subject, what);
    }

    Event about(String subject, String what) {
        return Event.json(
                UUID.randomUUID().toString(), source, "org.atomicevents.tests.Happened", subject, "\"" + what + "\"");
    }
}
