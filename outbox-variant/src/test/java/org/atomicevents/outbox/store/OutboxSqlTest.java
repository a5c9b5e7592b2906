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
    }

    @ParameterizedTest
    @EnumSource
    void whereTriggersAreSupportedTheScriptOfTheirFunctionIsThere(Database database) {
        assertThat(OutboxSql.of(database).triggers().stream())
                .allSatisfy(triggers -> assertThat(OutboxSql.class.getResource("/" + triggers.functionScript()))
                        .isNotNull());
    }

    /** If the database dies, the loss of a claim or a settlement costs copies; the loss of a counted attempt would cost more. */
    @Test
    void onlyClaimAndSettlementAreNotForcedToDisk() {
        OutboxSql sql = OutboxSql.of(Database.POSTGRESQL);
        assertThat(sql.lockClaiming()).contains("synchronous_commit");
        assertThat(sql.settle()).contains("synchronous_commit");
        assertThat(Statements.RETRY_LATER + Statements.PARK + Statements.RELEASE)
                .doesNotContain("synchronous_commit");
    }
}
