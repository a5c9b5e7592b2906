package org.atomicevents.tests;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import java.util.ArrayList;
import java.util.List;
import org.atomicevents.Event;
import org.atomicevents.tests.inside.Participant;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a server configuration of its own; see the pom. */
@Tag("commit-markable")
class XaCommitMarkableIT extends EnlistedContract {

    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.ear("xa-commit-markable", XaCommitMarkableIT.class);
    }

    @Override
    String strategy() {
        return "xa-commit-markable";
    }

    /**
     * The transaction manager takes a commit that was not answered for one that happened, and goes on to the broker: the
     * row may be lost, as the sheet says, but a row that is there always has its event.
     */
    @Test
    void aDatabaseThatCrashesAfterTheDecisionNeverKeepsARowWithoutItsEvent() throws Exception {
        Event event = event("through a crash");
        transaction.begin();
        change(event);
        transactions.getTransaction().enlistResource(new Participant(broker::crashDatabase));
        try {
            transaction.commit();
        } catch (RollbackException | HeuristicMixedException | HeuristicRollbackException toldOrNot) {
            // What counts is what is there.
        }
        Event back = commitOne();
        List<Event> delivered = new ArrayList<>(deliveries.upTo(back));
        if (ledger.contains(event.id())) {
            while (!delivered.contains(event)) {
                // Ends with a failure if nothing more comes.
                delivered.add(deliveries.next());
            }
        }
        assertThat(publisher.guarantees().losesOnlyIf()).contains("the database crashes");
    }
}
