package org.atomicevents.harness.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.atomicevents.harness.check.CheckerAsserts.anomalies;
import static org.atomicevents.harness.check.CheckerAsserts.broken;
import static org.atomicevents.harness.check.CheckerAsserts.findings;
import static org.atomicevents.harness.check.CheckerPropertiesTest.ADMITS_ALL;
import static org.atomicevents.harness.check.CheckerPropertiesTest.ADMITS_NOTHING;
import static org.atomicevents.harness.check.HistoryBuilder.SENTINEL;
import static org.atomicevents.harness.check.HistoryBuilder.V1;
import static org.atomicevents.harness.check.HistoryBuilder.V2;

import java.util.List;
import org.atomicevents.Anomaly;
import org.atomicevents.harness.history.Observation.*;
import org.atomicevents.harness.run.CaseResult.Finding;
import org.atomicevents.harness.run.CaseResult.Verdict;
import org.junit.jupiter.api.Test;

/** One bad history per anomaly up to GAP, in the order of the enum; the evidence is compared word for word once each. */
class CheckerTest {

    @Test
    void a_good_history_holds() {
        assertThat(Checker.judge(new HistoryBuilder().build(), ADMITS_NOTHING))
                .isEqualTo(new Judgement(Verdict.HOLDS, List.of(), List.of(), 0));
    }

    @Test
    void ack_lost() {
        HistoryBuilder history = new HistoryBuilder()
                .unannounced(V1)
                .uncommitted(V1)
                .with(new Ledger(9_100, "another", "p-12", 1), new Invoked(0, "another", "p-12", 1));
        findings(history.with(
                                new Routed(0, "another", "p-12", 1),
                                new Delivered(0, "another", "p-12", 1, false, Probe.READABLE),
                                new Effect(0, "another", "p-12", 1))
                        .without(seen -> seen instanceof OfEvent e && e.version() > 1)
                        .with(
                                new Routed(0, V2, "p-12", 2),
                                new Effect(0, V2, "p-12", 2),
                                new Routed(0, SENTINEL, "p-12", 3),
                                new Effect(0, SENTINEL, "p-12", 3)))
                .containsExactly(broken(
                        Anomaly.ACK_LOST,
                        "Let e = product p-12 v1 (command 11111111…). The client was told that e is done. The ledger, read after"
                                + " recovery, has no row of it, and no prepared branch was left that could still add one. Hence an"
                                + " acknowledged change is lost."));
    }

    @Test
    void an_answer_that_denies_what_the_ledger_has_is_ack_lost_too() {
        HistoryBuilder history = new HistoryBuilder()
                .without(seen ->
                        seen instanceof Answered answer && answer.commandId().equals(V2))
                .with(new Answered(111, V2, Outcome.FAILED, "409"));
        findings(history)
                .containsExactly(broken(
                        Anomaly.ACK_LOST,
                        "Let e = product p-12 v2 (command 7f3a9c01…). The answer proved to the client that e did not happen. The"
                                + " ledger has e. Hence the answer and the database disagree."));
    }

    @Test
    void an_answer_for_another_version_is_ack_lost_too() {
        HistoryBuilder history =
                new HistoryBuilder().without(seen -> seen instanceof Invoked sent && sent.version() == 1);
        assertThat(anomalies(history.with(new Invoked(0, V1, "p-12", 5)))).containsExactly(Anomaly.ACK_LOST);
    }

    @Test
    void lost_before_the_broker() {
        findings(new HistoryBuilder().unannounced(V2))
                .containsExactly(
                        broken(
                                Anomaly.LOST,
                                "Let e = product p-12 v2 (command 7f3a9c01…). The ledger has e. No routed message, no delivery and"
                                        + " no effect names e; outbox, queue, prepared branches and log were empty at quiescence;"
                                        + " the sentinel v3 was applied. Hence e is lost."),
                        broken(
                                Anomaly.GAP,
                                "Product p-12: the consumer applied v3, but never v2, which the ledger has before it. Hence whoever"
                                        + " follows the events sees a hole."));
    }

    @Test
    void lost_behind_the_broker() {
        HistoryBuilder history = new HistoryBuilder()
                .without(seen -> seen instanceof Effect e && e.eventId().equals(V2));
        assertThat(Checker.judge(history.build(), ADMITS_ALL).findings().get(0).evidence())
                .contains("e was routed once and delivered once, but no effect names e");
    }

    @Test
    void stranded() {
        findings(new HistoryBuilder().unannounced(V2).with(new Parked(9_000, V2, "p-12", 2, "outbox", "10 attempts")))
                .first()
                .isEqualTo(broken(
                        Anomaly.STRANDED,
                        "Let e = product p-12 v2 (command 7f3a9c01…). The ledger has e. No effect names e; it is parked in outbox"
                                + " (10 attempts). Hence only an operator can move it on."));
    }

    @Test
    void stranded_not_lost_while_something_left_may_carry_it() {
        HistoryBuilder history = new HistoryBuilder()
                .unannounced(V2)
                .with(new Residue(9_000, Residue.Kind.PREPARED_IN_BROKER, "branch 131077", null));
        assertThat(anomalies(history)).containsExactly(Anomaly.STRANDED, Anomaly.GAP, Anomaly.RESIDUE);
    }

    @Test
    void phantom() {
        findings(new HistoryBuilder()
                        .with(
                                new Invoked(12, "rolled-back", "p-12", 2),
                                new Answered(13, "rolled-back", Outcome.FAILED, "409"))
                        .with(new Routed(9_000, "rolled-back", "p-12", 2)))
                .containsExactly(broken(
                        Anomaly.PHANTOM,
                        "Let e = product p-12 v2 (command rolled-b…). The command was sent and answered FAILED; the ledger has no row"
                                + " of it and no prepared branch was left that could add one. Yet e was routed once, delivered never"
                                + " and applied never. Hence it announces what did not happen."));
    }

    @Test
    void an_event_nobody_asked_for_and_one_with_another_version_are_phantoms_too() {
        assertThat(anomalies(new HistoryBuilder().with(new Routed(9_000, "alien", "p-12", 9))))
                .containsExactly(Anomaly.PHANTOM);
        HistoryBuilder history = new HistoryBuilder()
                .without(seen -> seen instanceof Routed e && e.eventId().equals(V2))
                .with(new Routed(9_000, V2, "p-12", 7));
        assertThat(anomalies(history)).contains(Anomaly.PHANTOM);
    }

    @Test
    void early() {
        findings(new HistoryBuilder().with(new Delivered(9_250, V2, "p-12", 2, true, Probe.ABSENT)))
                .containsExactly(broken(
                        Anomaly.EARLY,
                        "Let e = product p-12 v2 (command 7f3a9c01…). e was delivered at 9250 ms, when another connection could not"
                                + " read its ledger row; after recovery the row is there. Hence the consumer ran before the change"
                                + " was visible."));
    }

    @Test
    void dup_broker() {
        findings(new HistoryBuilder().with(new Routed(9_250, V2, "p-12", 2)))
                .containsExactly(broken(
                        Anomaly.DUP_BROKER,
                        "Let e = product p-12 v2 (command 7f3a9c01…). The broker received e more than once: the audit queue holds it"
                                + " twice. Its effect was applied once."));
    }

    @Test
    void dup_broker_that_the_broker_suppressed() {
        findings(new HistoryBuilder().with(new Suppressed(9_250, V2, "p-12", 2, "sent twice, routed once")))
                .extracting(Finding::evidence)
                .first()
                .asString()
                .contains("the broker dropped a copy as a duplicate (sent twice, routed once)");
    }

    @Test
    void dup_effect() {
        findings(new HistoryBuilder().with(new Effect(9_350, V2, "p-12", 2)))
                .containsExactly(broken(
                        Anomaly.DUP_EFFECT,
                        "Let e = product p-12 v2 (command 7f3a9c01…). price_history has 2 rows of e; the inbox should have let one"
                                + " pass. e was routed once and delivered once."));
    }

    @Test
    void reorder() {
        HistoryBuilder history = new HistoryBuilder()
                .without(seen -> seen instanceof Effect e && e.eventId().equals(V1))
                .with(new Effect(9_350, V1, "p-12", 1));
        findings(history)
                .containsExactly(broken(
                        Anomaly.REORDER,
                        "Product p-12: v1 (command 11111111…) was first applied after v3 (command 5e000000…), though it was committed"
                                + " before it. Hence their order is lost."));
    }

    @Test
    void gap_in_the_ledger_is_never_admitted() {
        findings(new HistoryBuilder().unannounced(V2).uncommitted(V2), ADMITS_ALL)
                .containsExactly(broken(
                        Anomaly.GAP,
                        "The ledger's versions of product p-12 are [1, 3]. They should be 1 to 2 without a hole or a double, since"
                                + " each command moves its product by one. v3 is the first that is wrong."));
    }

    @Test
    void a_version_that_two_commands_reached_is_a_gap_too() {
        HistoryBuilder history =
                new HistoryBuilder().with(new Invoked(31, "twin", "p-12", 3), new Ledger(9_100, "twin", "p-12", 3));
        findings(history, ADMITS_ALL)
                .extracting(Finding::anomaly, Finding::admitted)
                .containsExactly(tuple(Anomaly.GAP, false), tuple(Anomaly.LOST, true));
    }

    @Test
    void a_violation_is_one_even_in_a_history_that_proves_nothing_else() {
        HistoryBuilder history = new HistoryBuilder().without(FaultFired.class).with(new Effect(9_350, V2, "p-12", 2));
        assertThat(Checker.judge(history.build(), ADMITS_ALL).verdict()).isEqualTo(Verdict.VIOLATED);
    }

    @Test
    void a_fault_free_run_can_be_judged() {
        HistoryBuilder history = new HistoryBuilder()
                .without(FaultArmed.class)
                .without(FaultFired.class)
                .without(RecoveryScan.class)
                .with(new InDoubt(60, 50, 60, "every commit is prepared for a moment", Side.DATABASE, true));
        assertThat(Checker.judge(history.build(), ADMITS_NOTHING).verdict()).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void the_worst_comes_first() {
        HistoryBuilder history = new HistoryBuilder()
                .with(new Routed(9_250, V2, "p-12", 2))
                .with(new Effect(9_350, V2, "p-12", 2))
                .with(new InDoubt(7_000, 90, 6_500, "131077_x", Side.DATABASE, true));
        findings(history, ADMITS_ALL)
                .extracting(Finding::anomaly)
                .containsExactly(Anomaly.DUP_EFFECT, Anomaly.DUP_BROKER, Anomaly.IN_DOUBT);
    }
}
