package org.atomicevents.tests.inside;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.atomicevents.Event;

/**
 * A consumer of the events of one source, on a transacted session that is outside of every JTA transaction.
 *
 * <p>Waiting in vain proves nothing: to show that an event was not delivered, publish another one after it and check that
 * it comes next.
 */
public final class ReceivedMessages implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final JMSContext session;
    private final JMSConsumer consumer;

    public ReceivedMessages(ConnectionFactory connections, Queue queue, URI source) {
        session = connections.createContext(JMSContext.SESSION_TRANSACTED);
        consumer = session.createConsumer(queue, "cloudEvents_source = '" + source + "'");
    }

    /** Whether this event comes before nothing at all has come for so long. All that came is acknowledged. */
    public boolean bring(Event wanted, Duration patience) {
        boolean brought = false;
        for (Message came; !brought && (came = consumer.receive(patience.toMillis())) != null; ) {
            brought = read(came).event().equals(wanted);
            session.commit();
        }
        return brought;
    }

    /** The next event, acknowledged. */
    public Event next() {
        ReceivedMessage delivery = receive();
        session.commit();
        return delivery.event();
    }

    /** The next {@code count} events, acknowledged. */
    public List<Event> next(int count) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(next());
        }
        return events;
    }

    /** Everything up to and with {@code last}, acknowledged. */
    public List<Event> upTo(Event last) {
        List<Event> events = new ArrayList<>();
        do {
            events.add(next());
        } while (!events.get(events.size() - 1).equals(last));
        return events;
    }

    /** The next message, to be followed by {@link #acknowledge} or {@link #giveBack}. */
    public ReceivedMessage receive() {
        Message message = consumer.receive(BOUND.toMillis());
        if (message == null) {
            throw new AssertionError("No message arrived within " + BOUND.toSeconds() + " s");
        }
        return read(message);
    }

    public void acknowledge() {
        session.commit();
    }

    /** Makes the broker deliver the messages since the last acknowledgement again. */
    public void giveBack() {
        session.rollback();
    }

    @Override
    public void close() {
        session.close();
    }

    private static ReceivedMessage read(Message message) {
        try {
            return ReceivedMessage.of(message);
        } catch (JMSException e) {
            throw new AssertionError("A message that cannot be read", e);
        }
    }
}
