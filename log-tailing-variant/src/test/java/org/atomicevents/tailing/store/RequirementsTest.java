package org.atomicevents.tailing.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class RequirementsTest {

    /** The requirements on a PostgreSQL are tested on a real one, by SlotIT of arquillian-tests. */
    @Test
    void h2IsRefusedWithTheRemedy() throws Exception {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:requirements;MODE=PostgreSQL");
        assertThat(Requirements.unreadable(h2).orElseThrow().message())
                .contains("on H2, whose log nobody can read", "wal_level = logical");
    }
}
