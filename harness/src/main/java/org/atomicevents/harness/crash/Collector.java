package org.atomicevents.harness.crash;

import java.util.List;
import org.atomicevents.harness.crash.AuditQueue.Copy;
import org.atomicevents.harness.crash.DatabaseQueries.Row;
import org.atomicevents.harness.history.History;
import org.atomicevents.harness.history.Observation.Collected;
import org.atomicevents.harness.history.Observation.Effect;
import org.atomicevents.harness.history.Observation.Ledger;
import org.atomicevents.harness.history.Observation.Parked;
import org.atomicevents.harness.history.Observation.Residue;
import org.atomicevents.harness.history.Observation.Residue.Kind;
import org.atomicevents.harness.history.Observation.Routed;
import org.atomicevents.harness.history.Observation.Source;
import org.atomicevents.harness.history.Observation.Suppressed;
import org.atomicevents.servers.Artemis;

/** Writes into the history, at the end of a case, what database and broker hold of its product. */
final class Collector {

    private final TestBed testBed;
    private final CrashCase plan;
    private final History history;

    Collector(TestBed testBed, CrashCase plan, History history) {
        this.testBed = testBed;
        this.plan = plan;
        this.history = history;
    }

    /** @param routedAtFault how often the command's event had been routed when the server died */
    void collect(long routedAtFault) {
        List<Row> ledger = testBed.database.ledger(plan.product());
        ledger.forEach(row -> history.add(at -> new Ledger(at, row.id(), plan.product(), row.version())));
        history.add(at -> new Collected(at, Source.LEDGER, ledger.size()));
        List<Copy> copies = testBed.audit.about(plan.product());
        copies.forEach(copy -> history.add(at -> new Routed(at, copy.eventId(), copy.product(), copy.version())));
        history.add(at -> new Collected(at, Source.AUDIT_QUEUE, copies.size()));
        List<Row> effects = testBed.database.effects(plan.product());
        effects.forEach(row -> history.add(at -> new Effect(at, row.id(), plan.product(), row.version())));
        history.add(at -> new Collected(at, Source.EFFECTS, effects.size()));
        suppressed(routedAtFault);
        parked();
        residue();
    }

    /** Routed before the fault, sent again after it, and yet not routed again: the broker recognised the copy. */
    private void suppressed(long routedAtFault) {
        if (routedAtFault > 0
                && testBed.recorder.sawSent(plan.command())
                && DurableState.routed(testBed, plan) == routedAtFault) {
            history.add(at -> new Suppressed(
                    at, plan.command(), plan.product(), 2, "sent again after the restart, but routed only before it"));
        }
    }

    private void parked() {
        testBed.backlog().stream()
                .filter(row -> row.said().startsWith("parked"))
                .filter(row -> row.id().equals(plan.command()))
                .forEach(row -> history.add(
                        at -> new Parked(at, row.id(), plan.product(), 2, testBed.backlogIn(), row.said())));
    }

    private void residue() {
        testBed.database.prepared().forEach(gid -> left(Kind.PREPARED_IN_DATABASE, BranchNames.brief(gid), null));
        testBed.broker
                .preparedTransactions()
                .forEach(branch -> left(Kind.PREPARED_IN_BROKER, BranchNames.brief(branch), null));
        testBed.log.records().forEach(record -> left(Kind.TRANSACTION_LOG, record, null));
        testBed.backlog().stream()
                .filter(row -> !row.said().startsWith("parked"))
                .forEach(row ->
                        left(testBed.setup.truth().journaled() ? Kind.JOURNAL : Kind.OUTBOX, row.id(), row.id()));
        long depth = testBed.broker.depth(Artemis.QUEUE);
        if (depth > 0) {
            left(Kind.QUEUE, depth + " messages", null);
        }
    }

    private void left(Kind kind, String name, String eventId) {
        history.add(at -> new Residue(at, kind, name, eventId));
    }
}
