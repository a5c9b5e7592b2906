package org.atomicevents.harness.crash;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atomicevents.servers.Artemis;

/** The state that has outlived the fault, read before anything recovers. */
final class DurableState {

    private DurableState() {}

    /** By the keys of {@code CaseResult#state}. */
    static Map<String, String> of(TestBed testBed, CrashCase plan) {
        Map<String, String> state = new LinkedHashMap<>();
        state.put("ledger", testBed.database.hasLedger(plan.command()) ? "row visible" : "no row");
        state.put(
                "outbox", said(testBed.backlog().stream().map(row -> row.said()).toList(), "entry"));
        state.put("prepared (database)", said(brief(testBed.database.prepared()), "branch"));
        state.put("prepared (broker)", said(brief(testBed.broker.preparedTransactions()), "branch"));
        state.put("transaction log", said(testBed.log.records(), "record"));
        state.put("routed", routed(testBed, plan) + " of e");
        state.put("queue", testBed.broker.depth(Artemis.QUEUE) + " messages");
        boolean applied = testBed.database.effects(plan.product()).stream()
                .anyMatch(row -> row.id().equals(plan.command()));
        state.put("effect", applied ? "applied" : "none");
        return state;
    }

    /** The number of times that the broker has routed the command's event. */
    static long routed(TestBed testBed, CrashCase plan) {
        return testBed.audit.about(plan.product()).stream()
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
