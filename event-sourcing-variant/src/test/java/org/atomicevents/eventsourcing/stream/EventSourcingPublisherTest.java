package org.atomicevents.eventsourcing.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.transaction.Status;
import org.atomicevents.Event;
import org.atomicevents.PublishException;
import org.atomicevents.eventsourcing.DuplicateEvent;
import org.atomicevents.eventsourcing.store.EventStoreFixture;
import org.atomicevents.eventsourcing.store.Events;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The publishers' contract where it needs no broker. */
class EventSourcingPublisherTest {

    private EventStoreFixture fixture;
    private TestDatabase database;
    private EventSourcingPublisher publisher;

    @BeforeEach
    void install() throws Exception {
        fixture = EventStoreFixture.install();
        database = fixture.database;
        publisher = new EventSourcingPublisher(fixture.rules(), fixture.store);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anEventGoesToTheEndOfItsSubjectsStream() throws Exception {
        publish("a1");
        publish("b1");
        publish("a2");
        assertThat(fixture.store.stream("a", 0, 10))
                .extracting(one -> one.event().id())
                .containsExactly("a1", "a2");
        assertThat(fixture.sequenced()).containsExactly("a1", "b1", "a2");
    }

    @Test
    void withoutTransactionNothingIsRecorded() throws Exception {
        assertThatThrownBy(() -> publisher.publish(Events.event("a1"))).isInstanceOf(IllegalStateException.class);
        assertThat(fixture.sequenced()).isEmpty();
    }

    /** T-8: the transaction is broken on PostgreSQL, so it must not go on. */
    @Test
    void anEventThatIsThereMarksTheTransactionRollbackOnly() throws Exception {
        publish("a1");
        database.manager.begin();
        assertThatThrownBy(() -> publisher.publish(Events.event("a1")))
                .isInstanceOf(PublishException.class)
                .hasCauseInstanceOf(DuplicateEvent.class);
        assertThat(database.manager.getStatus()).isEqualTo(Status.STATUS_MARKED_ROLLBACK);
        database.manager.rollback();
    }

    @Test
    void tooMuchDataLeavesTheTransactionAsItWas() throws Exception {
        Event large = Event.json("a1", Events.event("a1").source(), "test.Large", "a", "x".repeat(10_001));
        database.committed(() -> {
            assertThatThrownBy(() -> publisher.publish(large)).isInstanceOf(IllegalArgumentException.class);
            publisher.publish(Events.event("a2"));
            return null;
        });
        assertThat(fixture.sequenced()).containsExactly("a2");
    }

    private void publish(String id) throws Exception {
        database.committed(() -> {
            publisher.publish(Events.event(id));
            return null;
        });
    }
}
