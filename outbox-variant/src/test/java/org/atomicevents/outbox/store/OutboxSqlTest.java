package org.atomicevents.outbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.atomicevents.jdbc.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The completeness of the SQL that differs between databases. */
class OutboxSqlTest {

    @ParameterizedTest
    @EnumSource
    void everyDatabaseHasItsOwnWithAScriptOfTables(Database database) {
        OutboxSql sql = OutboxSql.of(database);
        assertThat(sql.database()).isEqualTo(database);
        assertThat(OutboxSql.class.getResource(sql.tables())).isNotNull();
        assertThat(OutboxSql.class.getResource(sql.upgradeToShards())).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void whereTriggersAreSupportedTheScriptOfTheirFunctionIsThere(Database database) {
        assertThat(OutboxSql.of(database).triggers().stream())
                .allSatisfy(triggers -> assertThat(OutboxSql.class.getResource("/" + triggers.functionScript()))
                        .isNotNull());
    }

    /** If the database dies, the loss of a settlement costs copies; the loss of a lease or a counted attempt would cost more. */
    @Test
    void onlyTheSettlementIsNotForcedToDisk() {
        assertThat(PostgreSqlOutboxSql.settlement(1)).contains("synchronous_commit");
        assertThat(AsideStatements.PUT_OFF
                        + AsideStatements.PARK
                        + LeaseStatements.TAKE
                        + LeaseStatements.RENEW
                        + Statements.RELEASE)
                .doesNotContain("synchronous_commit");
    }
}
