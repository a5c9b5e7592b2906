package org.atomicevents.catalog.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import jakarta.ejb.EJBTransactionRolledbackException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import org.atomicevents.PublishException;
import org.atomicevents.web.Problem;
import org.junit.jupiter.api.Test;

/** An answer states what is certain and nothing else. */
class ProblemsTest {

    @Test
    void aRolledBackCommandChangedNothing() {
        Problem problem = Problems.of(new EJBTransactionRolledbackException("no", new RollbackException("no")));
        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.type()).isEqualTo("rolled-back");
    }

    @Test
    void aRefusedEventRollsTheCommandBack() {
        assertThat(Problems.of(new PublishException("no", null)).type()).isEqualTo("rolled-back");
    }

    @Test
    void aDatabaseThatFailsBeforeTheCommitRollsTheCommandBack() {
        assertThat(Problems.of(new EJBException(new PersistenceException("gone")))
                        .type())
                .isEqualTo("rolled-back");
    }

    @Test
    void aHeuristicOutcomeIsUnknown() {
        Problem problem = Problems.of(new EJBException(new HeuristicMixedException("mixed")));
        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.type()).isEqualTo("outcome-unknown");
    }

    @Test
    void aKeyThatIsAlreadyThereIsAConflict() {
        SQLException duplicate = new SQLException("duplicate key", "23505");
        assertThat(Problems.of(new EJBException(new RuntimeException(duplicate)))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void theUnexpectedIsLoggedNotShown() {
        Problem problem = Problems.of(new IllegalStateException("secret internals"));
        assertThat(problem.status()).isEqualTo(500);
        assertThat(problem.getMessage()).doesNotContain("secret").contains("logged with the id");
    }
}
