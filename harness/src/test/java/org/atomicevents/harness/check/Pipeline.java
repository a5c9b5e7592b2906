package org.atomicevents.harness.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongFunction;
import org.atomicevents.Anomaly;
import org.atomicevents.harness.history.Observation;
import org.atomicevents.harness.history.Observation.*;
import org.atomicevents.harness.run.CaseResult.Phase;

/**
 * A service, its database, its broker and its consumer in memory, seeded, with one knob per anomaly. Without a knob it does
 * everything that an honest strategy may do under a crash: unknown outcomes, rollbacks, redeliveries the inbox absorbs.
 */
final class Pipeline {

    /** The further anomalies of a turned knob; every knob shows its own. */
    static final Map<Anomaly, Set<Anomaly>> CONSEQUENCES = new EnumMap<>(Map.of(
            // The sentinel behind it is applied, so whoever follows the events sees the hole.
            Anomaly.LOST, EnumSet.of(Anomaly.GAP),
            Anomaly.STRANDED, EnumSet.of(Anomaly.GAP)));

    private record Change(String id, String product, long version) {}

    private static final String STEP = "command/jdbc.commit#1";

    private final Random random;
    private final Set<Anomaly> knobs;
    private final List<Observation> history = new ArrayList<>();
    private final Map<String, Long> versions = new LinkedHashMap<>();
    private final List<Change> ledger = new ArrayList<>();
    private final List<Change> rolledBack = new ArrayList<>();
    private final List<Change> announced = new ArrayList<>();
    private final List<Change> applied = new ArrayList<>();
    private long clock;

    private Pipeline(long seed, Set<Anomaly> knobs) {
        this.random = new Random(seed);
        this.knobs = knobs;
    }

    static List<Observation> run(long seed, Set<Anomaly> knobs) {
        Pipeline pipeline = new Pipeline(seed, knobs);
        pipeline.workload();
        pipeline.recovery();
        pipeline.consumer();
        pipeline.collection();
        return pipeline.history;
    }

    private boolean on(Anomaly knob) {
        return knobs.contains(knob);
    }

    private void see(LongFunction<Observation> seen) {
        clock += random.nextInt(20);
        history.add(seen.apply(clock));
    }

    private String newId() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private void workload() {
        int products = 1 + random.nextInt(3);
        see(at -> new FaultArmed(at, STEP, Phase.AFTER, FaultFired.KILL));
        for (int p = 1; p <= products; p++) {
            String product = "p-" + p;
            versions.put(product, 0L);
            command(product, true, Outcome.OK);
        }
        for (int commands = random.nextInt(6); commands > 0; commands--) {
            boolean commits = random.nextInt(4) > 0;
            Outcome[] told = commits
                    ? new Outcome[] {Outcome.OK, Outcome.OK, Outcome.UNKNOWN}
                    : new Outcome[] {Outcome.FAILED, Outcome.UNKNOWN};
            command("p-" + (1 + random.nextInt(products)), commits, told[random.nextInt(told.length)]);
        }
        if (on(Anomaly.PHANTOM)) {
            command("p-1", false, random.nextBoolean() ? Outcome.FAILED : Outcome.UNKNOWN);
        }
        if (on(Anomaly.ACK_LOST)) {
            command("p-1", false, Outcome.OK);
            rolledBack.remove(rolledBack.size() - 1);
        }
        if (on(Anomaly.GAP)) {
            command("p-1", true, Outcome.UNKNOWN);
            announced.remove(ledger.remove(ledger.size() - 1));
        }
        if (random.nextBoolean()) {
            see(at -> new InDoubt(at, Math.max(0, at - 5), at, "every commit", Side.DATABASE, true));
        }
    }

    private Change command(String product, boolean commits, Outcome told) {
        Change change = new Change(newId(), product, versions.get(product) + 1);
        see(at -> new Invoked(at, change.id, product, change.version));
        if (told != Outcome.UNKNOWN || random.nextBoolean()) {
            see(at -> new Answered(at, change.id, told, "as told"));
        }
        if (commits) {
            versions.put(product, change.version);
            ledger.add(change);
            announced.add(change);
        } else {
            rolledBack.add(change);
        }
        return change;
    }

    private void recovery() {
        see(at -> new StepReached(at, "command", "jdbc.commit", 1, Phase.AFTER));
        see(at -> new FaultFired(at, STEP, Phase.AFTER, FaultFired.KILL, "server"));
        see(at -> new Exited(at, "server", "exit code 137"));
        see(at -> new BootStarted(at, "server"));
        see(at -> new BootReady(at, "server"));
        see(at -> new RecoveryScan(at, random.nextBoolean()));
        if (on(Anomaly.IN_DOUBT)) {
            Side side = random.nextBoolean() ? Side.DATABASE : Side.BROKER;
            see(at -> new InDoubt(at, at - 30, at + 1, "branch-1", side, true));
        }
        if (on(Anomaly.HEURISTIC)) {
            see(at -> new Heuristic(at, "branch-2", "HEURISTIC_MIXED"));
        }
        boolean stuck = on(Anomaly.NOT_RECOVERED);
        for (String product : List.copyOf(versions.keySet())) {
            Change last = command(product, true, Outcome.OK);
            if (stuck) {
                announced.remove(last);
            }
            see(at -> new Sentinel(at, last.id, product, last.version, true, !stuck));
        }
        see(at -> new RecoveryScan(at, false));
        see(at -> new RecoveryScan(at, false));
    }

    /** The broker's and the consumer's observations, in the order of the commits unless a knob says otherwise. */
    private void consumer() {
        Change first = ledger.get(0);
        if (on(Anomaly.LOST)) {
            announced.remove(first);
            if (random.nextBoolean()) { // it got as far as the consumer
                route(first);
                deliver(first);
            }
        }
        if (on(Anomaly.STRANDED)) {
            announced.remove(first);
            if (random.nextBoolean()) { // it got as far as the consumer
                route(first);
                deliver(first);
            }
            see(at -> new Parked(at, first.id, first.product, first.version, "outbox", "10 attempts"));
        }
        if (on(Anomaly.PHANTOM)) {
            Change ghost = rolledBack.get(rolledBack.size() - 1);
            announced.add(random.nextInt(announced.size() + 1), ghost);
        }
        boolean swapped = on(Anomaly.REORDER) && random.nextBoolean();
        if (swapped) {
            swap(announced);
        }
        announced.forEach(this::route);
        announced.forEach(this::consume);
        if (on(Anomaly.REORDER) && !swapped) {
            swap(applied);
        }
        noise();
    }

    /** The first and the last event of the first product; only other knobs can leave it with fewer than two. */
    private void swap(List<Change> order) {
        List<Change> ofOne = order.stream()
                .filter(change -> change.product.equals("p-1") && ledger.contains(change))
                .toList();
        if (ofOne.size() > 1) {
            Collections.swap(order, order.indexOf(ofOne.get(0)), order.indexOf(ofOne.get(ofOne.size() - 1)));
        }
    }

    private void route(Change change) {
        see(at -> new Routed(at, change.id, change.product, change.version));
    }

    private void deliver(Change change) {
        Probe probe = random.nextBoolean() ? Probe.READABLE : Probe.NOT_TRIED;
        see(at -> new Delivered(at, change.id, change.product, change.version, false, probe));
    }

    private void consume(Change change) {
        boolean chosen = change.equals(
                announced.stream().filter(ledger::contains).findFirst().orElse(null));
        if (chosen && on(Anomaly.EARLY)) {
            see(at -> new Delivered(at, change.id, change.product, change.version, true, Probe.ABSENT));
        }
        deliver(change);
        applied.add(change);
        if (chosen && on(Anomaly.DUP_BROKER)) {
            if (random.nextBoolean()) {
                route(change);
                deliver(change);
            } else {
                see(at -> new Suppressed(at, change.id, change.product, change.version, "sent twice, routed once"));
            }
        }
        if (chosen && on(Anomaly.DUP_EFFECT)) {
            applied.add(change);
        }
    }

    /** Redeliveries that the inbox absorbed, even of an old version behind a newer one. */
    private void noise() {
        for (int redeliveries = random.nextInt(3); redeliveries > 0 && !announced.isEmpty(); redeliveries--) {
            Change again = announced.get(random.nextInt(announced.size()));
            see(at -> new Delivered(at, again.id, again.product, again.version, true, Probe.NOT_TRIED));
        }
    }

    private void collection() {
        for (Change change : ledger) {
            see(at -> new Ledger(at, change.id, change.product, change.version));
        }
        for (Change change : applied) {
            see(at -> new Effect(at, change.id, change.product, change.version));
        }
        long routed = history.stream().filter(Routed.class::isInstance).count();
        see(at -> new Collected(at, Source.LEDGER, ledger.size()));
        see(at -> new Collected(at, Source.EFFECTS, applied.size()));
        see(at -> new Collected(at, Source.AUDIT_QUEUE, (int) routed));
        if (on(Anomaly.RESIDUE)) {
            see(at -> new Residue(at, Residue.Kind.TRANSACTION_LOG, "record-1", null));
        }
        if (on(Anomaly.NOT_RECOVERED)) {
            see(at -> new Residue(at, Residue.Kind.OUTBOX, "row 7", null));
            see(at -> new NotQuiescent(at, List.of("outbox: 1 row")));
        } else {
            see(Quiescent::new);
        }
    }
}
