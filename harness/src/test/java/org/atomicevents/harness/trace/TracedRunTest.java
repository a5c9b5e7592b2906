package org.atomicevents.harness.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.atomicevents.harness.run.CaseResult.Phase;
import org.atomicevents.harness.trace.StepReport.Kind;
import org.junit.jupiter.api.Test;

class TracedRunTest {

    private static final List<String> ORDER = List.of("command", "relay", "consumer");

    private final TracedRun run = new TracedRun(ORDER, null);

    @Test
    void occurrencesCountPerRoleAndSite() {
        step(run, "command", "db.statement(update product)");
        step(run, "command", "db.statement(update product)");
        step(run, "consumer", "db.statement(update product)");

        assertThat(run.reached().stream()
                        .filter(reached -> reached.kind() == Kind.AFTER)
                        .map(reached -> reached.step().toString()))
                .containsExactly(
                        "command/db.statement(update product)#1",
                        "command/db.statement(update product)#2",
                        "consumer/db.statement(update product)#1");
    }

    @Test
    void theEndOfSomethingThatBeganEarlierIsNoStep() {
        assertThat(run.record(report("relay", "outbox.read", Kind.AFTER), 1)).isEmpty();
        assertThat(run.reached()).isEmpty();
    }

    @Test
    void theNextRoleActsWhenTheOneBeforeHasDoneSomethingAndLeft() {
        assertThat(run.isEarly("command")).isFalse();
        assertThat(run.isEarly("relay")).isTrue();

        run.left("command");
        assertThat(run.isEarly("relay"))
                .as("an idle thread's end is not the command's")
                .isTrue();

        step(run, "command", "db.commit");
        run.left("command");
        assertThat(run.isEarly("relay")).isFalse();
        assertThat(run.isEarly("consumer")).isTrue();
    }

    @Test
    void aPassThatClaimsNothingIsNotTheRelaysTurn() {
        step(run, "command", "db.commit");
        run.left("command");
        run.record(report("relay", "outbox.read", Kind.BEFORE), 1);
        run.record(new StepReport("t", "relay", Kind.AFTER, "outbox.read", StepReport.NOTHING), 2);
        run.left("relay");

        assertThat(run.isEarly("consumer")).isTrue();
    }

    @Test
    void onlyTheArmedOccurrenceInTheArmedPhaseFires() {
        TracedRun armed =
                new TracedRun(ORDER, new CrashPoint(new StepId("command", "xa.prepare(database)", 2), Phase.AFTER));

        armed.record(report("command", "xa.prepare(database)", Kind.BEFORE), 1);
        armed.record(report("command", "xa.prepare(database)", Kind.AFTER), 2);
        armed.record(report("command", "xa.prepare(database)", Kind.BEFORE), 3);
        assertThat(armed.isFired()).isFalse();

        armed.record(report("command", "xa.prepare(database)", Kind.AFTER), 4);
        assertThat(armed.isFired()).isTrue();
    }

    @Test
    void aStepThatFailsIsNotAfterIt() {
        TracedRun armed = new TracedRun(ORDER, new CrashPoint(new StepId("command", "jms.send", 1), Phase.AFTER));

        armed.record(report("command", "jms.send", Kind.BEFORE), 1);
        armed.record(report("command", "jms.send", Kind.FAILED), 2);

        assertThat(armed.isFired()).isFalse();
    }

    @Test
    void commonStepsAreThoseThatEveryPlayCompleted() {
        TracedRun other = new TracedRun(ORDER, null);
        step(run, "command", "jms.send");
        step(run, "command", "db.commit");
        run.record(report("relay", "outbox.read", Kind.BEFORE), 1);
        run.record(new StepReport("t", "relay", Kind.AFTER, "outbox.read", StepReport.NOTHING), 2);
        step(other, "command", "jms.send");
        step(other, "command", "log.write");
        step(other, "command", "db.commit");

        Trace trace = Trace.of(List.of(run.reached(), other.reached()));

        assertThat(trace.steps().toString()).isEqualTo("[command/jms.send#1, command/db.commit#1]");
        assertThat(trace.unstable().toString()).isEqualTo("[command/log.write#1]");
    }

    @Test
    void ofTheWritesOfOneTransactionTheFirstAndTheLastAreCrashPoints() {
        for (String table : List.of("ledger", "product", "outbox")) {
            step(run, "command", "db.statement(insert " + table + ")");
        }
        step(run, "command", "db.commit");
        step(run, "consumer", "db.statement(insert inbox)");
        step(run, "consumer", "db.commit");

        Trace trace = Trace.of(List.of(run.reached()));

        assertThat(trace.same().toString()).isEqualTo("[command/db.statement(insert product)#1]");
        assertThat(trace.steps().toString())
                .isEqualTo("[command/db.statement(insert ledger)#1, command/db.statement(insert outbox)#1, "
                        + "command/db.commit#1, consumer/db.statement(insert inbox)#1, consumer/db.commit#1]");
    }

    private static void step(TracedRun run, String role, String site) {
        run.record(report(role, site, Kind.BEFORE), 1);
        run.record(report(role, site, Kind.AFTER), 2);
    }

    private static StepReport report(String role, String site, Kind kind) {
        return new StepReport("t", role, kind, site, "");
    }
}
