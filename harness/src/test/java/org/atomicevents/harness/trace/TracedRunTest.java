package org.atomicevents.harness.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.atomicevents.harness.run.CaseResult.Phase;
import org.atomicevents.harness.trace.StepReport.Kind;
import org.junit.jupiter.api.Test;

class TracedRunTest {

    private static final List<String> ORDER = List.of("command", "relay", "consumer");

    private final TracedRun play = new TracedRun(ORDER, null);

    @Test
    void occurrencesCountPerRoleAndSite() {
        step(play, "command", "db.statement(update product)");
        step(play, "command", "db.statement(update product)");
        step(play, "consumer", "db.statement(update product)");

        assertThat(play.reached().stream()
                        .filter(reached -> reached.kind() == Kind.AFTER)
                        .map(reached -> reached.step().toString()))
                .containsExactly(
                        "command/db.statement(update product)#1",
                        "command/db.statement(update product)#2",
                        "consumer/db.statement(update product)#1");
    }

    @Test
    void theEndOfSomethingThatBeganEarlierIsNoStep() {
        assertThat(play.record(report("relay", "outbox.claim", Kind.AFTER), 1)).isEmpty();
        assertThat(play.reached()).isEmpty();
    }

    @Test
    void theNextRoleActsWhenTheOneBeforeHasDoneSomethingAndLeft() {
        assertThat(play.isEarly("command")).isFalse();
        assertThat(play.isEarly("relay")).isTrue();

        play.left("command");
        assertThat(play.isEarly("relay"))
                .as("an idle thread's end is not the command's")
                .isTrue();

        step(play, "command", "db.commit");
        play.left("command");
        assertThat(play.isEarly("relay")).isFalse();
        assertThat(play.isEarly("consumer")).isTrue();
    }

    @Test
    void aPassThatClaimsNothingIsNotTheRelaysTurn() {
        step(play, "command", "db.commit");
        play.left("command");
        play.record(report("relay", "outbox.claim", Kind.BEFORE), 1);
        play.record(new StepReport("t", "relay", Kind.AFTER, "outbox.claim", StepReport.NOTHING), 2);
        play.left("relay");

        assertThat(play.isEarly("consumer")).isTrue();
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
        step(play, "command", "jms.send");
        step(play, "command", "db.commit");
        play.record(report("relay", "outbox.claim", Kind.BEFORE), 1);
        play.record(new StepReport("t", "relay", Kind.AFTER, "outbox.claim", StepReport.NOTHING), 2);
        step(other, "command", "jms.send");
        step(other, "command", "log.write");
        step(other, "command", "db.commit");

        Trace trace = Trace.of(List.of(play.reached(), other.reached()));

        assertThat(trace.steps().toString()).isEqualTo("[command/jms.send#1, command/db.commit#1]");
        assertThat(trace.unstable().toString()).isEqualTo("[command/log.write#1]");
    }

    @Test
    void ofTheWritesOfOneTransactionTheFirstAndTheLastAreCrashPoints() {
        for (String table : List.of("ledger", "product", "outbox")) {
            step(play, "command", "db.statement(insert " + table + ")");
        }
        step(play, "command", "db.commit");
        step(play, "consumer", "db.statement(insert inbox)");
        step(play, "consumer", "db.commit");

        Trace trace = Trace.of(List.of(play.reached()));

        assertThat(trace.same().toString()).isEqualTo("[command/db.statement(insert product)#1]");
        assertThat(trace.steps().toString())
                .isEqualTo("[command/db.statement(insert ledger)#1, command/db.statement(insert outbox)#1, "
                        + "command/db.commit#1, consumer/db.statement(insert inbox)#1, consumer/db.commit#1]");
    }

    private static void step(TracedRun play, String role, String site) {
        play.record(report(role, site, Kind.BEFORE), 1);
        play.record(report(role, site, Kind.AFTER), 2);
    }

    private static StepReport report(String role, String site, Kind kind) {
        return new StepReport("t", role, kind, site, "");
    }
}
