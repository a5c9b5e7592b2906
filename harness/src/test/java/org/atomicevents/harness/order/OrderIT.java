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
        OrderRun.Result result = run(new OrderPlan(400, 10, 1, SETTLES_WITHIN, OrderPlan.Rig.of(1, Victim.SERVER)));

        assertThat(result.findings()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(result.written().acknowledged()).isEqualTo(400);
        assertThat(result.written().kills()).isEqualTo(1);
        assertThat(result.consumed().effects()).isEqualTo(410);
    }

    /** Seen: after a restart of the database under load 23 events were in the dead letter queue and never applied. */
    @Test
    void aDatabaseThatIsKilledUnderLoadCostsNoEvent() throws Exception {
        OrderRun.Result result = run(new OrderPlan(400, 10, 1, SETTLES_WITHIN, OrderPlan.Rig.of(1, Victim.DATABASE)));

        assertThat(result.findings()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(result.written().kills()).isEqualTo(1);
        assertThat(result.consumed().effects()).isEqualTo(410);
    }

    @Test
    void messagesWithoutAGroupAreCaught() throws Exception {
        OrderRun.Result result = run(new OrderPlan(
                400, 2, 0, SETTLES_WITHIN, new OrderPlan.Rig(1, Victim.SERVER, List.of("no-message-group.btm"))));

        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.findings()).anyMatch(finding -> finding.contains("was consumed after"));
    }

    /** Seen: 80 events of two applications on one database were published, and 16 arrived at the right queue. */
    @Test
    void twoApplicationsOnOneDatabaseSendToTheirOwnBrokersOnly() throws Exception {
        List<OrderRun.Result> results =
                all(new OrderPlan(300, 10, 1, SETTLES_WITHIN, OrderPlan.Rig.of(2, Victim.SERVER)));

        assertThat(results).hasSize(2).allSatisfy(result -> {
            assertThat(result.findings()).isEmpty();
            assertThat(result.verdict()).isEqualTo(Verdict.HOLDS);
            assertThat(result.written().acknowledged()).isEqualTo(300);
            assertThat(result.written().kills()).isEqualTo(1);
            assertThat(result.consumed().effects()).isEqualTo(310);
        });
    }

    @Test
    void anEntryWithoutItsApplicationIsCaught() throws Exception {
        OrderPlan.Rig oneForAll = new OrderPlan.Rig(2, Victim.SERVER, List.of("one-application.btm"));
        List<OrderRun.Result> results = all(new OrderPlan(100, 5, 0, SETTLES_WITHIN, oneForAll));

        assertThat(results)
                .anySatisfy(result -> assertThat(result.findings())
                        .anyMatch(finding -> finding.contains("not this application's were routed by its broker")))
                .anySatisfy(result -> assertThat(result.findings())
                        .anyMatch(finding -> finding.contains("committed and never routed by its broker")))
                .anyMatch(result -> result.verdict() == Verdict.VIOLATED);
    }

    private static OrderRun.Result run(OrderPlan plan) throws Exception {
        List<OrderRun.Result> results = all(plan);
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    private static List<OrderRun.Result> all(OrderPlan plan) throws Exception {
        Installation installation = Installation.at(Path.of(".."));
        Path folder = installation.work().resolve("order").resolve(Long.toString(System.currentTimeMillis()));

        return new OrderSuite(installation, plan, folder).run(List.of("outbox-polling"), true);
    }
}
