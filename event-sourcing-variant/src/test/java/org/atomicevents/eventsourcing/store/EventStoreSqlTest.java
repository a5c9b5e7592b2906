package org.atomicevents.eventsourcing.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.atomicevents.jdbc.Database;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The completeness of the SQL that differs between databases. */
class EventStoreSqlTest {

    @ParameterizedTest
    @EnumSource
    void everyDatabaseHasItsOwnWithAScriptOfTables(Database database) {
        EventStoreSql sql = EventStoreSql.of(database);
        assertThat(sql.database()).isEqualTo(database);
        assertThat(EventStoreSql.class.getResource(sql.tables())).isNotNull();
    }
}
