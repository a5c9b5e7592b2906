package org.atomicevents.harness.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update product set price=$1 where id=$2|db.statement(update product)",
                "INSERT INTO inbox (consumer) VALUES ($1) ON CONFLICT DO NOTHING|db.statement(insert inbox)",
                "  insert  into public.\"ledger\" values ($1)|db.statement(insert ledger)",
                "delete from outbox where seq = any($1)|db.statement(delete outbox)",
                "/* batch */ update product set x=1|db.statement(update product)",
                "WITH next AS (SELECT seq FROM outbox) UPDATE outbox SET x=1|db.statement(update outbox)",
                "MERGE INTO product_replica AS r USING x ON true|db.statement(merge product_replica)",
                "COMMIT|db.commit",
            })
    void writesAreNamedByVerbAndTable(String sql, String site) {
        assertThat(StatementName.site(sql)).isEqualTo(site);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"select 1", "select * from product where id=$1 for update", "BEGIN", "SELECT 'update x'", ""})
    void whatLeavesNothingBehindHasNoName(String sql) {
        assertThat(StatementName.site(sql)).isNull();
    }

    @Test
    void committingAPreparedBranchIsNotAOnePhaseCommit() {
        assertThat(StatementName.site("COMMIT PREPARED 'x'")).isNull();
    }
}
