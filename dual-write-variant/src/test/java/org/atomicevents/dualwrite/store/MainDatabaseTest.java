package org.atomicevents.dualwrite.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.arjuna.ats.jta.TransactionManager;
import org.atomicevents.jdbc.ShortTransactions;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class MainDatabaseTest {

    /** H2 cannot tell what became of a transaction; PostgreSQL's answers are tested in arquillian-tests. */
    @Test
    void h2KeepsNoOutcomes() throws Exception {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:main;MODE=PostgreSQL");
        assertThat(MainDatabase.of(h2, new ShortTransactions(TransactionManager.transactionManager(), h2)))
                .isEmpty();
    }
}
