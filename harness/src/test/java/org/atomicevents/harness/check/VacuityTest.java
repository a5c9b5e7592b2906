package org.atomicevents.harness.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.atomicevents.harness.history.Observation;
import org.atomicevents.harness.history.Observation.*;
import org.atomicevents.harness.run.CaseResult.Phase;
import org.atomicevents.harness.run.CaseResult.Verdict;
import org.junit.jupiter.api.Test;

/** A history that proves too little is UNKNOWN, and says what is missing. */
class VacuityTest {

    @Test
    void an_empty_history_proves_nothing() {
        assertThat(Checker.judge(List.of(), CheckerPropertiesTest.ADMITS_ALL).verdict())
                .isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void the_fault_did_not_fire() {
        undecided(
                new HistoryBuilder().without(FaultFired.class),
                "armed before command/jms.commit#1 but never fired there");
    }

    @Test
    void the_fault_fired_elsewhere() {
        undecided(
                new HistoryBuilder()
                        .without(FaultFired.class)
                        .with(new FaultFired(100, HistoryBuilder.STEP, Phase.AFTER, FaultFired.KILL, "server")),
                "but never fired there",
                "A fault fired at command/jms.commit#1, where none was armed.");
    }

    @Test
    void the_victim_lived_on() {
        undecided(
                new HistoryBuilder().without(Exited.class), "The server was killed at 100 ms, but nobody saw it exit.");
        undecided(
                new HistoryBuilder().without(Exited.class).with(new Exited(99, "server", "of an earlier life")),
                "The server was killed at 100 ms, but nobody saw it exit.");
    }

    @Test
    void no_command_was_under_way() {
        undecided(
                new HistoryBuilder()
                        .without(seen -> seen instanceof Invoked command && command.version() < 3)
                        .with(
                                new Invoked(6_100, HistoryBuilder.V1, "p-12", 1),
                                new Invoked(6_100, HistoryBuilder.V2, "p-12", 2)),
                "No command was sent before the fault: nothing was at stake.");
    }

    @Test
    void no_sentinel() {
        undecided(
                new HistoryBuilder().without(Sentinel.class).with(new Invoked(40, "other", "p-13", 1)),
                "Product p-12 had commands but no sentinel",
                "Product p-13 had commands but no sentinel");
    }

    @Test
    void a_source_was_not_read() {
        List<Observation> told = new ArrayList<>(new HistoryBuilder().build());
        told.removeIf(seen -> seen instanceof Collected collected && collected.source() == Source.AUDIT_QUEUE);
        undecided(told, "AUDIT_QUEUE was not collected");
    }

    @Test
    void a_line_is_missing() {
        List<Observation> told = new ArrayList<>(new HistoryBuilder().build());
        told.removeIf(seen -> seen instanceof Ledger row && row.version() == 2);
        undecided(told, "LEDGER was not collected, or its 2 records here are not all of them.");
    }

    @Test
    void a_row_of_another_case() {
        undecided(
                new HistoryBuilder().without(seen -> seen instanceof Invoked command && command.version() == 2),
                "The ledger has e, but no such command was sent: is it from another case?");
    }

    @Test
    void the_audit_queue_missed_a_message() {
        undecided(
                new HistoryBuilder().without(seen -> seen instanceof Routed event && event.version() == 2),
                "A consumer saw e, but the audit queue has no copy: is the divert in place?");
        undecided(
                new HistoryBuilder()
                        .without(Delivered.class)
                        .without(seen -> seen instanceof Routed event && event.version() == 2),
                "A consumer saw e, but the audit queue has no copy: is the divert in place?");
    }

    @Test
    void no_word_on_quiescence() {
        undecided(new HistoryBuilder().without(Quiescent.class), "The history ends without a word on quiescence.");
    }

    @Test
    void one_scan_is_not_two() {
        undecided(
                new HistoryBuilder().without(seen -> seen instanceof RecoveryScan scan && scan.at() == 8_000),
                "Quiescence was claimed without 2 recovery scans in a row that changed nothing.");
    }

    private static void undecided(HistoryBuilder history, String... parts) {
        undecided(history.build(), parts);
    }

    private static void undecided(List<Observation> history, String... parts) {
        Judgement judgement = Checker.judge(history, CheckerPropertiesTest.ADMITS_NOTHING);
        assertThat(judgement.findings()).isEmpty();
        assertThat(judgement.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(judgement.undecided()).hasSize(parts.length);
        for (int i = 0; i < parts.length; i++) {
            assertThat(judgement.undecided().get(i)).contains(parts[i]);
        }
    }
}
