package org.atomicevents.outbox.store;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;

/** The module's own tests of the same name, which run on H2 there, on PostgreSQL. */
class LeasePostgresIT extends LeaseTest {

    /** A lease is written by {@code clock_timestamp()}, which goes on within a transaction: one that is two minutes late is put before it. */
    @Override
    OffsetDateTime clockOfLeases(Statement statement) throws SQLException {
        statement.execute("""
                CREATE OR REPLACE FUNCTION clock_timestamp() RETURNS timestamptz LANGUAGE sql
                RETURN pg_catalog.clock_timestamp() - interval '2 minutes'
                """);
        statement.execute("SELECT set_config('search_path', current_schema() || ', pg_catalog', true)");
        return clock(statement, "clock_timestamp()");
    }

    @Override
    Duration allowance() {
        return Duration.ofMinutes(1);
    }
}
