package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.atomicevents.Event;
import org.atomicevents.PublishException;
import org.atomicevents.tests.inside.OutboxTable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.Test;

/** The contract, for an application whose table has a trigger; the script travels in a library of the EAR. */
class OutboxTriggerIT extends PublisherContract {

    @Resource(lookup = "java:jboss/datasources/AtomicEvents")
    DataSource database;

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.ear("outbox-trigger", OutboxTriggerIT.class)
                .addAsLibrary(ShrinkWrap.create(JavaArchive.class, "triggers.jar")
                        .addAsResource("contract-triggers.sql", "META-INF/atomicevents/triggers-postgresql.sql"));
    }

    @Test
    void whatNoTriggerRecordedIsRefusedAndSaysSo() {
        Event unheard = event("unheard");

        assertThatThrownBy(() -> scopes.required(() -> {
                    ledger.record(unheard.id());
                    publisher.publish(unheard);
                }))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("no trigger made an entry with id " + unheard.id());

        assertThat(ledger.contains(unheard.id())).isFalse();
        assertNothingIsLeft();
    }

    @Test
    void aBypassedTriggerIsNoticed() {
        Event bypassed = event("bypassed");

        assertThatThrownBy(() -> scopes.required(() -> {
                    execute("SET LOCAL session_replication_role = replica");
                    change(bypassed);
                }))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("session_replication_role = replica");

        assertNothingIsLeft();
    }

    /** Nor is one that an earlier transaction left, although everybody sees it. */
    @Test
    void anEntryOfAnEarlierTransactionIsNotCompleted() {
        Event earlier = about(subject + "-earlier", "earlier");
        String entry = " WHERE strategy = 'outbox-trigger' AND event_id = '" + earlier.id() + "'";
        scopes.required(() -> {
            insert(earlier);
            // Nobody reads what is reserved.
            execute("UPDATE outbox SET reserved_by = 'nobody', reserved_until = 'infinity'" + entry);
        });
        try {
            assertThatThrownBy(() -> scopes.required(() -> {
                        insert(event("later"));
                        publisher.publish(earlier);
                    }))
                    .isInstanceOf(PublishException.class)
                    .hasMessageContaining("no trigger made an entry with id " + earlier.id());
        } finally {
            execute("DELETE FROM outbox" + entry);
        }
        assertNothingIsLeft();
    }

    /** The trigger's function refuses what no event is, and with it the change; nothing of it waits in the outbox. */
    @Test
    void aTriggerThatSaysNonsenseRefusesTheChange() {
        for (String call : List.of(
                "atomicevents_append('tests', 'outbox-trigger', '', '/s', 't', 's', 'c', ''::bytea)",
                "atomicevents_append('tests', 'outbox-trigger', 'i', '/ s', 't', 's', 'c', ''::bytea)",
                "atomicevents_append('tests', 'outbox-trigger', 'i', '/s', E't\\nu', 's', 'c', ''::bytea)",
                "atomicevents_append('tests', 'outbox-trigger', 'i', '/s', 't', repeat('s', 201), 'c', ''::bytea)",
                "atomicevents_append('tests', 'outbox-trigger', 'i', '/s', 't', 's', 'c', NULL)",
                "atomicevents_append('tests', 'outbox-trigger', 'i', '/s', 't', 's', 'c', ''::bytea, ARRAY['odd'])")) {
            assertThatThrownBy(() -> scopes.required(() -> execute("SELECT " + call)))
                    .as(call)
                    .hasStackTraceContaining("atomicevents_append: ");
        }
        assertNothingIsLeft();
    }

    /** And what it does not recognise is parked: only its subject waits. */
    @Test
    void aRowThatIsNoEventStopsNobodyElse() {
        scopes.required(
                () -> execute(
                        "SELECT atomicevents_append('tests', 'outbox-trigger', 'nonsense', '%%', 't', 'nonsense', 'c', ''::bytea)"));
        try {
            assertNothingIsLeft();
            new OutboxTable(database)
                    .awaitAtLeast(
                            1,
                            "SELECT count(*) FROM outbox_aside WHERE event_id = 'nonsense' AND parked_at IS NOT NULL");
        } finally {
            execute("DELETE FROM outbox_aside WHERE event_id = 'nonsense'");
        }
    }

    /** An entry of another transaction that has not committed is not this one's. */
    @Test
    void anEntryOfAnotherTransactionIsNotCompleted() {
        Event happened = event("happened");
        scopes.required(() -> {
            change(happened);
            assertThatThrownBy(() -> scopes.requiresNew(() -> publisher.publish(happened)))
                    .isInstanceOfAny(PublishException.class, EJBException.class);
        });
        assertThat(deliveries.next()).isEqualTo(happened);
        assertNothingIsLeft();
    }

    @Test
    void allChangesMayComeBeforeAllPublishCalls() {
        List<Event> events = List.of(
                event("first").with("traceparent", "00-1"),
                event("second").with("traceparent", "00-2"),
                event("third"));

        scopes.required(() -> {
            events.forEach(this::insert);
            events.forEach(publisher::publish);
        });

        assertThat(deliveries.next(3)).isEqualTo(events);
    }

    @Test
    void withoutPublishTheTriggerAloneDelivers() {
        Event silent = event("silent");

        scopes.required(() -> insert(silent));

        Event delivered = deliveries.next();
        assertThat(delivered.id()).isEqualTo(silent.id());
        assertThat(delivered.data()).isEqualTo(silent.data());
    }

    @Override
    void change(Event event) {
        ledger.record(event.id());
        insert(event);
        publisher.publish(event);
    }

    private void insert(Event event) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO contract_change VALUES (?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, event.id());
            insert.setString(2, event.source().toString());
            insert.setString(3, event.type());
            insert.setString(4, event.subject());
            insert.setString(5, event.datacontenttype());
            insert.setBytes(6, event.data());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
