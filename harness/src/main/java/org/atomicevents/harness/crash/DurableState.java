package org.atomicevents.harness.crash;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atomicevents.servers.Artemis;

/** What has outlived the fault, read before anything recovers. */
final class DurableState {

    private DurableState() {}

    /** By the keys of {@code CaseResult#state}. */
    static Map<String, String> of(TestBed scene, CrashCase plan) {
        Map<String, String> state = new LinkedHashMap<>();
        state.put("ledger", scene.database.hasLedger(plan.command()) ? "row visible" : "no row");
        state.put("outbox", said(scene.backlog().stream().map(row -> row.said()).toList(), "entry"));
        state.put("prepared (database)", said(brief(scene.database.prepared()), "branch"));
        state.put("prepared (broker)", said(brief(scene.broker.preparedTransactions()), "branch"));
        state.put("transaction log", said(scene.log.records(), "record"));
        state.put("routed", routed(scene, plan) + " of e");
        state.put("queue", scene.broker.depth(Artemis.QUEUE) + " messages");
        boolean applied = scene.database.effects(plan.product()).stream()
                .anyMatch(row -> row.id().equals(plan.command()));
        state.put("effect", applied ? "applied" : "none");
        return state;
    }

    /** How often the broker has routed the command's event. */
    static long routed(TestBed scene, CrashCase plan) {
        return scene.audit.about(plan.product()).stream()
                .filter(copy -> copy.eventId().equals(plan.command()))
                .count();
    }

    private static List<String> brief(List<String> branches) {
        return branches.stream().map(BranchNames::brief).toList();
    }

    private static String said(List<String> things, String noun) {
        return things.isEmpty() ? "no " + noun : String.join("; ", things);
    }
}
