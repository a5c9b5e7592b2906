package org.atomicevents.dualwrite.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.sql.SQLException;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class MainDatabaseTest {

    @Test
    void h2KeepsNoOutcomesOfTransactions() throws SQLException {
        assertThat(MainDatabase.of(h2("PostgreSQL"))).isEmpty();
    }

    @Test
    void aDatabaseOfAnotherDialectIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> MainDatabase.of(h2("Oracle")))
                .withMessageContaining("MODE=PostgreSQL");
    }

    private static JdbcDataSource h2(String mode) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=" + mode);
        return source;
    }
}
