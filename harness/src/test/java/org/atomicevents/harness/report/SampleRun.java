package org.atomicevents.harness.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atomicevents.Anomaly;
import org.atomicevents.Guarantees;
import org.atomicevents.harness.report.SampleSuite.Outcome;
import org.atomicevents.harness.run.CaseResult.Finding;
import org.atomicevents.harness.run.CaseResult.Phase;
import org.atomicevents.harness.run.CaseResult.Verdict;
import org.atomicevents.harness.run.Run;
import org.atomicevents.harness.run.Run.Part;
import org.atomicevents.harness.run.Run.Rig;
import org.atomicevents.harness.run.Run.SelfTest;
import org.atomicevents.harness.run.Run.StrategyRun;

/** Invented runs, for rendering only: no number here was ever measured. */
final class SampleRun {

    /** The JMH file in the test resources; JMH wrote it, of benchmarks that only wait. */
    static final String BENCHMARKS = "sample-for-rendering-only.jmh.json";

    static final String MARKUP = "<script>alert('evidence & all')</script>";

    private SampleRun() {}

    /** Three strategies as they should come out: nothing broken, one control that loses as it says. */
    static Run good() {
        return run(List.of(xa(), outboxPolling(), dualWrite()), true);
    }

    /** The same, and a fourth strategy with every verdict and every anomaly; one planted bug was missed. */
    static Run bad() {
        return run(List.of(xa(), outboxPolling(), dualWrite(), broken()), false);
    }

    /** Nothing killed, something measured. */
    static Run measuredOnly() {
        return run(List.of(), true);
    }

    static Run run(List<StrategyRun> strategies, boolean allCaught) {
        Instant start = Instant.parse("2026-01-02T03:04:05Z");
        return new Run(
                Run.SCHEMA_VERSION,
                "./atomic-events compare",
                start,
                start.plusSeconds(963),
                new Rig(
                        "Linux 6.1 amd64",
                        2,
                        23_000,
                        "17.0.15, an invented virtual machine",
                        "0123abc",
                        List.of(
                                new Part("WildFly", "39.0.1.Final"),
                                new Part("PostgreSQL", "18.6"),
                                new Part("Artemis", "2.44.0"),
                                new Part("Narayana", "7.3.3.Final"))),
                List.of(6_950L, 7_020L, 7_210L),
                strategies,
                strategies.isEmpty() ? List.of() : selfTests(allCaught),
                BENCHMARKS);
    }

    private static List<SelfTest> selfTests(boolean allCaught) {
        String settle = "outbox-polling/relay/outbox.settle#1:after";
        String inbox = "outbox-polling/consumer/db.commit#1:after";
        return List.of(
                new SelfTest("settle before send", List.of(settle), List.of(settle), true),
                new SelfTest("inbox switched off", List.of(inbox), allCaught ? List.of(inbox) : List.of(), allCaught),
                new SelfTest(
                        "recovery disabled",
                        List.of("xa/command/log.write#1:after"),
                        List.of("xa/command/log.write#1:after"),
                        true));
    }

    private static StrategyRun xa() {
        return consumer(new SampleSuite(
                                "xa",
                                Guarantees.admitting(Anomaly.EARLY, Anomaly.IN_DOUBT)
                                        .recoveryBoundedBy("the recovery period"))
                        .step(
                                "command/db.statement(update product)#1",
                                "database",
                                "write inside the open transaction: update product")
                        .step(
                                "command/db.statement(insert ledger)#1",
                                "database",
                                "write inside the open transaction: insert ledger")
                        .step("command/jms.send#1", "broker", "send the message")
                        .step("command/xa.prepare(database)#1", "database", "prepare the database's branch")
                        .step("command/xa.prepare(broker)#1", "broker", "prepare the broker's branch")
                        .step(
                                "command/log.write#1",
                                "log",
                                "write the decision to the transaction log: the commit point")
                        .step("command/xa.commit(database)#1", "database", "commit the database's prepared branch")
                        .step("command/xa.commit(broker)#1", "broker", "commit the broker's prepared branch")
                        .step("command/log.remove#1", "log", "remove the decision from the transaction log")
                        .step("command/http.answer#1", "application", "answer the client"))
                .ends(SampleRun::xaOutcome);
    }

    private static Outcome xaOutcome(int step, Phase phase) {
        boolean prepared =
                step == 4 && phase == Phase.AFTER || step > 4 && step < 7 || step == 7 && phase == Phase.BEFORE;
        if (!prepared) {
            return Outcome.HOLDS;
        }
        return new Outcome(
                Verdict.HOLDS,
                7_300 + step * 420L,
                List.of(new Finding(
                        Anomaly.IN_DOUBT,
                        true,
                        "Branch 131077:0000ffff7f000001 was prepared in the database for " + (7_300 + step * 420L)
                                + " ms after the kill; it held the locks of product p-" + step + ".")));
    }

    private static StrategyRun outboxPolling() {
        return consumer(new SampleSuite(
                                "outbox-polling",
                                Guarantees.admitting(Anomaly.DUP_BROKER).recoveryBoundedBy("the claim's lease"))
                        .step(
                                "command/db.statement(update product)#1",
                                "database",
                                "write inside the open transaction: update product")
                        .step(
                                "command/db.statement(insert outbox)#1",
                                "database",
                                "write inside the open transaction: insert outbox")
                        .step("command/db.commit#1", "database", "commit the database transaction in one phase")
                        .step("command/http.answer#1", "application", "answer the client")
                        .step("relay/outbox.read#1", "database", "read entries of the outbox")
                        .step("relay/jms.send#1", "broker", "send the message")
                        .step("relay/jms.commit#1", "broker", "commit the JMS session")
                        .step("relay/outbox.settle#1", "database", "settle the entries that were sent"))
                .ends((step, phase) -> step == 7 && phase == Phase.AFTER || step == 8 && phase == Phase.BEFORE
                        ? new Outcome(
                                Verdict.ADMITTED,
                                0,
                                List.of(new Finding(
                                        Anomaly.DUP_BROKER,
                                        true,
                                        "Let e = product p-9 v2 (command 1f0c77aa…). The broker received e more than once: the broker dropped a copy"
                                                + " as a duplicate. Its effect was applied once.")))
                        : Outcome.HOLDS);
    }

    private static StrategyRun dualWrite() {
        return consumer(new SampleSuite(
                                "dual-write",
                                Guarantees.admitting(Anomaly.LOST)
                                        .recoveryBoundedBy("nothing: what is lost stays lost"))
                        .step(
                                "command/db.statement(update product)#1",
                                "database",
                                "write inside the open transaction: update product")
                        .step("command/db.commit#1", "database", "commit the database transaction in one phase")
                        .step("command/jms.send#1", "broker", "send the message")
                        .step("command/http.answer#1", "application", "answer the client"))
                .ends((step, phase) -> step == 2 && phase == Phase.AFTER || step == 3 && phase == Phase.BEFORE
                        ? new Outcome(
                                Verdict.ADMITTED,
                                0,
                                List.of(new Finding(
                                        Anomaly.LOST,
                                        true,
                                        "Let e = product p-3 v2 (command 8d3b0c11…). The ledger has e. No routed message, no delivery and no effect"
                                                + " names e; outbox, queue, prepared branches and log were empty at quiescence; the sentinel v3"
                                                + " was applied. Hence e is lost.")))
                        : Outcome.HOLDS);
    }

    private static SampleSuite consumer(SampleSuite suite) {
        return suite.step(
                        "consumer/db.statement(insert inbox)#1",
                        "database",
                        "write inside the open transaction: insert inbox")
                .step("consumer/db.commit#1", "database", "commit the database transaction in one phase")
                .step("consumer/jms.ack#1", "broker", "acknowledge the message");
    }

    /** Every anomaly once as a broken promise, each verdict at least once. */
    private static StrategyRun broken() {
        SampleSuite suite =
                new SampleSuite("planted-bug", Guarantees.admitting().recoveryBoundedBy("luck"));
        List<Anomaly> anomalies = new ArrayList<>(Arrays.asList(Anomaly.values()));
        for (Anomaly anomaly : anomalies) {
            suite.step("command/" + anomaly + "#1", "database", "a step that ends in " + anomaly);
        }
        return suite.ends((step, phase) -> phase == Phase.BEFORE
                ? new Outcome(step == 2 ? Verdict.UNKNOWN : Verdict.HOLDS, 0, List.of())
                : brokenAfter(anomalies.get(step - 1)));
    }

    private static Outcome brokenAfter(Anomaly anomaly) {
        Verdict verdict = anomaly == Anomaly.NOT_RECOVERED ? Verdict.NOT_RECOVERED : Verdict.VIOLATED;
        String sentence = anomaly == Anomaly.PHANTOM ? MARKUP : "What the history shows of " + anomaly + ".";
        return new Outcome(
                verdict, anomaly == Anomaly.IN_DOUBT ? 12_345 : 0, List.of(new Finding(anomaly, false, sentence)));
    }
}
