package org.atomicevents.broker;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import org.atomicevents.Event;
import org.atomicevents.operations.ParkedEntry;
import org.atomicevents.operations.ParkedFilter;

/** {@link DeadLetterQueue} by JMS. Artemis says in a property of each message where it came from. Thread-safe. */
final class JmsDeadLetters implements DeadLetterQueue {

    private static final String FROM = "_AMQ_ORIG_ADDRESS";
    private static final String OF_THE_BROKER = "_AMQ";
    private static final String OF_JMS = "JMSX";
    private static final String REASON =
            "its consumer refused it until the broker gave up: the consumer's log says why; replayed, it comes after the later events of its subject";

    /** The source of what is no event. */
    private static final String NO_EVENT = "no-event";

    private static final long WAIT_MILLIS = 1000;

    private final ConnectionFactory factory;
    private final Queue deadLetters;
    private final Queue destination;
    private final CallBound bound;

    /** @param destination the only one whose messages are shown; a broker has one dead letter queue for many */
    JmsDeadLetters(ConnectionFactory factory, Queue deadLetters, Queue destination, CallBound bound) {
        this.bound = Objects.requireNonNull(bound);
        this.factory = Objects.requireNonNull(factory);
        this.deadLetters = Objects.requireNonNull(deadLetters);
        this.destination = Objects.requireNonNull(destination);
    }

    @Override
    public int count(int most) {
        return browse(ours(), most, message -> true, all -> true).size();
    }

    /** None: what is here was delivered. */
    @Override
    public long pending() {
        return 0;
    }

    @Override
    public List<ParkedEntry> parked(ParkedFilter filter, int limit) {
        return filter.admits(ID) ? browse(ours(), limit, JmsDeadLetters::entry, filter::matches) : List.of();
    }

    @Override
    public Optional<Event> inspect(String source, String eventId) {
        return browse(named(source, eventId), 1, JmsDeadLetters::event, all -> true).stream()
                .findFirst();
    }

    @Override
    public boolean replay(String source, String eventId) {
        return asked("replayed", 1, () -> taken(named(source, eventId), true));
    }

    @Override
    public boolean discard(String source, String eventId) {
        return asked("discarded", 1, () -> taken(named(source, eventId), false));
    }

    /** What {@code reading} makes of each, if it is wanted; no message is kept, they may be large. */
    private <T> List<T> browse(String selector, int most, Function<Message, T> reading, Predicate<T> wanted) {
        return asked("looked at", most, () -> browsed(selector, most, reading, wanted));
    }

    private <T> List<T> browsed(String selector, int most, Function<Message, T> reading, Predicate<T> wanted)
            throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
                QueueBrowser browser = session.createBrowser(deadLetters, selector)) {
            connection.start();
            List<T> found = new ArrayList<>();
            Enumeration<?> messages = browser.getEnumeration();
            while (found.size() < most && messages.hasMoreElements()) {
                T read = reading.apply((Message) messages.nextElement());
                if (wanted.test(read)) {
                    found.add(read);
                }
            }
            return found;
        }
    }

    private <T> T asked(String verb, int most, Callable<T> call) {
        try {
            return bound.call(most, call);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Dead letters could not be %s: %s".formatted(verb, e.getMessage()), e);
        }
    }

    /** Takes one out and, in the same transaction of the broker, sends it again. */
    private boolean taken(String selector, boolean sendAgain) throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(Session.SESSION_TRANSACTED);
                MessageConsumer consumer = session.createConsumer(deadLetters, selector)) {
            connection.start();
            Message message = consumer.receive(WAIT_MILLIS);
            if (message == null) {
                return false;
            }
            if (sendAgain) {
                anew(message);
                session.createProducer(destination).send(message);
            }
            session.commit();
            return true;
        }
    }

    /** Without what the broker has written on it, above all the duplicate id: it would drop the message as a copy. */
    private static void anew(Message message) throws JMSException {
        Map<String, Object> kept = new LinkedHashMap<>();
        for (Object name : Collections.list((Enumeration<?>) message.getPropertyNames())) {
            String property = name.toString();
            boolean fromThere = property.startsWith(OF_THE_BROKER)
                    || property.startsWith(OF_JMS) && !property.equals(EventMessages.GROUP);
            if (!fromThere) {
                kept.put(property, message.getObjectProperty(property));
            }
        }
        message.clearProperties();
        for (Map.Entry<String, Object> property : kept.entrySet()) {
            message.setObjectProperty(property.getKey(), property.getValue());
        }
    }

    private String ours() {
        String name = quoted(name(destination));
        return "(%1$s = %2$s OR %1$s = %3$s OR (%1$s IS NULL AND %4$s IS NOT NULL))"
                .formatted(FROM, name, quoted("jms.queue." + name(destination)), EventMessages.ID);
    }

    private String named(String source, String eventId) {
        return ours()
                + (source.equals(NO_EVENT)
                        ? " AND JMSMessageID = " + quoted(eventId)
                        : " AND %s = %s AND %s = %s"
                                .formatted(EventMessages.ID, quoted(eventId), EventMessages.SOURCE, quoted(source)));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String name(Queue queue) {
        try {
            return queue.getQueueName();
        } catch (JMSException e) {
            throw new IllegalStateException("The destination does not say its name: " + e.getMessage(), e);
        }
    }

    private static ParkedEntry entry(Message message) {
        try {
            String id = message.getStringProperty(EventMessages.ID);
            String source = message.getStringProperty(EventMessages.SOURCE);
            boolean named = id != null && source != null;
            return new ParkedEntry(
                    ID,
                    named ? source : NO_EVENT,
                    named ? id : message.getJMSMessageID(),
                    Objects.requireNonNullElse(message.getStringProperty(EventMessages.TYPE), ""),
                    Objects.requireNonNullElse(message.getStringProperty(EventMessages.SUBJECT), ""),
                    0,
                    Instant.ofEpochMilli(message.getJMSTimestamp()),
                    REASON);
        } catch (JMSException e) {
            throw new IllegalStateException("A dead letter could not be read: " + e.getMessage(), e);
        }
    }

    private static Event event(Message message) {
        try {
            return EventMessages.read(message);
        } catch (JMSException | IllegalArgumentException e) {
            throw new IllegalStateException("The dead letter is no event: " + e.getMessage(), e);
        }
    }
}
