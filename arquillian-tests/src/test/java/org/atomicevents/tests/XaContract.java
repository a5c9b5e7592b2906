package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionManager;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.atomicevents.Event;
import org.atomicevents.Strategies;
import org.atomicevents.operations.InDoubtBranches;
import org.atomicevents.operations.Vital;
import org.atomicevents.tests.inside.Participant;
import org.junit.jupiter.api.Test;

/** The guarantees beyond the contract of the strategies that send inside the caller's transaction, however the database takes part. */
abstract class XaContract extends PublisherContract {

    /** More than the pool has connections. */
    private static final int MANY = 100;

    @Resource(lookup = "java:jboss/TransactionManager")
    TransactionManager transactions;

    @Inject
    Strategies strategies;

    @Inject
    InDoubtBranches inDoubt;

    abstract String strategy();

    @Override
    void assertTold(Throwable refusal) {
        assertRefused(refusal);
    }

    /** The visibility race: the broker commits last, even if the application writes its row after publishing, as JPA does. */
    @Test
    void aConsumerFindsTheRowAlthoughItWasWrittenAfterPublish() throws Exception {
        Future<Long> early = executor.submit(() -> IntStream.range(0, MANY)
                .filter(i -> !ledger.contains(deliveries.next().id()))
                .count());
        for (int i = 0; i < MANY; i++) {
            Event event = event("late row " + i);
            scopes.required(() -> {
                publisher.publish(event);
                ledger.record(event.id());
            });
        }
        assertThat(early.get(60, TimeUnit.SECONDS)).isZero();
    }

    /** A branch that is in doubt meanwhile is being committed, and is no alarm. */
    @Test
    void aBranchThatIsPreparedRightNowIsInProgress() throws Exception {
        Event event = event("prepared");
        transaction.begin();
        change(event);
        Participant watching = new Participant(() -> assertThat(elsewhere(inDoubt::all))
                .isNotEmpty()
                .allMatch(branch -> branch.xid() != null && "arquillian".equals(branch.node()))
                .allMatch(branch -> branch.resolution().name().equals("IN_PROGRESS")));
        transactions.getTransaction().enlistResource(watching);
        transaction.commit();
        assertThat(watching.outcome()).isEqualTo("committed");
        assertThat(deliveries.next()).isEqualTo(event);
    }

    @Test
    void theVitalsHaveNoAlarmForABranchThatIsPrepared() {
        assertThat(vitals.all().get(strategy()))
                .extracting(Vital::name)
                .containsExactly("in-doubt", "in-doubt.oldest.age", "configuration.warnings");
        assertThat(vitals.all().get(strategy()).get(0).alarm()).isNull();
    }

    /** Only one of them can keep its guarantees on a data source. */
    @Test
    void theOthersAreRefusedWithTheScriptThatMakesTheirDataSource() {
        assertThat(strategies.all())
                .filteredOn(offer -> offer.id().startsWith("xa") && !offer.id().equals(strategy()))
                .hasSize(2)
                .allMatch(offer -> !offer.available() && offer.refusal().contains(".cli in ear/src/main/cli"));
    }

    /** Runs {@code work} without the transaction of this thread. */
    <T> T elsewhere(java.util.concurrent.Callable<T> work) {
        try {
            return executor.submit(work).get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
