package org.atomicevents.xa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import jakarta.transaction.Status;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.PublishException;
import org.atomicevents.broker.CallBound;
import org.atomicevents.spi.PublishRules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The steps of publish in the caller's transaction, and their order. */
class XaPublisherTest {

    private static final Event EVENT = Event.json("1", URI.create("/test"), "test.Happened", "subject", "{}");

    private final Transactions transactions = new Transactions();
    private final List<String> calls = new ArrayList<>();
    private final FakeJms jms = new FakeJms(calls);
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(1);
    private final CallBound bound = new CallBound(Duration.ofSeconds(10), threads);
    private AgroalDataSource pool;
    private EventPublisher publisher;

    @BeforeEach
    void open() throws Exception {
        pool = transactions.xaPool();
        DataSource watched = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, args) -> {
                    calls.add("database." + method.getName());
                    return method.invoke(pool, args);
                });
        PublishRules rules = new PublishRules(transactions.registry, 100);
        publisher = new XaPublisher(
                rules, watched, new XaPublisher.Broker(jms.factory(), jms.queue(), bound), XaGuarantees.XA);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        pool.close();
    }

    /** T-24: enlisted first is committed first, so that a consumer finds the row. */
    @Test
    void theDatabaseIsEnlistedBeforeTheBroker() throws Exception {
        transactions.manager.begin();
        publisher.publish(EVENT);
        transactions.manager.commit();
        assertThat(calls).containsExactly("database.getConnection", "broker.createContext", "broker.send");
    }

    @Test
    void anAbsentBrokerMarksTheTransactionRollbackOnly() throws Exception {
        jms.away = true;
        transactions.manager.begin();
        assertThatThrownBy(() -> publisher.publish(EVENT))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("refused by the broker");
        assertThat(transactions.manager.getStatus()).isEqualTo(Status.STATUS_MARKED_ROLLBACK);
        transactions.manager.rollback();
    }

    @Test
    void needsATransactionAndTouchesNothingWithout() {
        assertThatIllegalStateException().isThrownBy(() -> publisher.publish(EVENT));
        assertThat(calls).isEmpty();
    }
}
