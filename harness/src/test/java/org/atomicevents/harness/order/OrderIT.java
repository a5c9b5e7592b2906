package org.atomicevents.harness.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.atomicevents.harness.run.CaseResult.Verdict;
import org.atomicevents.servers.Installation;
import org.junit.jupiter.api.Test;

/** The load test in small, and the bug that it must see. */
class OrderIT {

    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(60);

    @Test
    void twoServersOfWhichOneIsKilledKeepTheOrder() throws Exception {
        OrderRun.Result result = run(new OrderPlan(400, 10, 1, SETTLES_WITHIN, List.of()));

        assertThat(result.findings()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(result.written().acknowledged()).isEqualTo(400);
        assertThat(result.written().kills()).isEqualTo(1);
        assertThat(result.consumed().effects()).isEqualTo(410);
    }

    @Test
    void messagesWithoutAGroupAreCaught() throws Exception {
        OrderRun.Result result = run(new OrderPlan(400, 2, 0, SETTLES_WITHIN, List.of("no-message-group.btm")));

        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.findings()).anyMatch(finding -> finding.contains("was consumed after"));
    }

    private static OrderRun.Result run(OrderPlan plan) throws Exception {
        Installation installation = Installation.at(Path.of(".."));
        Path folder = installation.work().resolve("order").resolve(Long.toString(System.currentTimeMillis()));

        List<OrderRun.Result> results = new OrderSuite(installation, plan, folder).run(List.of("outbox-polling"), true);

        assertThat(results).hasSize(1);
        return results.get(0);
    }
}
