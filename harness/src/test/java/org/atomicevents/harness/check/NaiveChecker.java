package org.atomicevents.harness.check;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.atomicevents.Anomaly;
import org.atomicevents.harness.history.Observation;
import org.atomicevents.harness.history.Observation.*;

/**
 * The definitions again, by comparing everything with everything: no index, no order of work, nothing shared with
 * {@link Checker}. Where the two disagree, the harness has a bug. Knows the anomalies, not the evidence and the verdict.
 */
final class NaiveChecker {

    private final List<Observation> history;

    private NaiveChecker(List<Observation> history) {
        this.history = history;
    }

    static Set<Anomaly> anomalies(List<Observation> history) {
        NaiveChecker naive = new NaiveChecker(history);
        Set<Anomaly> found = EnumSet.noneOf(Anomaly.class);
        for (Anomaly anomaly : Anomaly.values()) {
            if (naive.has(anomaly)) {
                found.add(anomaly);
            }
        }
        return found;
    }

    private boolean has(Anomaly anomaly) {
        return switch (anomaly) {
            case ACK_LOST -> ledgerFinal() && of(Invoked.class).anyMatch(this::answerIsWrong);
            case LOST -> awaited().anyMatch(row -> !mayBeLeft(row));
            case STRANDED ->
                of(Ledger.class).anyMatch(this::parked) || awaited().anyMatch(this::mayBeLeft);
            case PHANTOM ->
                ledgerFinal() && seen().anyMatch(event -> of(Ledger.class).noneMatch(row -> same(row, event)));
            case EARLY -> of(Delivered.class).anyMatch(event -> event.ledger() == Probe.ABSENT && committed(event));
            case DUP_BROKER ->
                of(Suppressed.class).findAny().isPresent()
                        || of(Routed.class).anyMatch(event -> count(Routed.class, event.eventId()) > 1);
            case DUP_EFFECT -> of(Effect.class).anyMatch(event -> count(Effect.class, event.eventId()) > 1);
            case REORDER ->
                reordered(of(Routed.class).toList())
                        || reordered(of(Delivered.class).toList())
                        || reordered(of(Effect.class).toList());
            case GAP -> (ledgerFinal() && !versionsAreWhole()) || skipped();
            case IN_DOUBT -> of(InDoubt.class).anyMatch(this::outlivedItsCoordinator);
            case HEURISTIC -> of(Heuristic.class).findAny().isPresent();
            case RESIDUE -> settled() && of(Residue.class).findAny().isPresent();
            case NOT_RECOVERED ->
                of(Sentinel.class).anyMatch(last -> !last.ok() || !last.applied())
                        || (of(NotQuiescent.class).findAny().isPresent() && !settled());
        };
    }

    private <T> Stream<T> of(Class<T> kind) {
        return history.stream().filter(kind::isInstance).map(kind::cast);
    }

    private Stream<OfEvent> seen() {
        return of(OfEvent.class).filter(event -> !(event instanceof Parked) && !(event instanceof Suppressed));
    }

    private <T extends OfEvent> long count(Class<T> kind, String id) {
        return of(kind).filter(event -> event.eventId().equals(id)).count();
    }

    private static boolean same(Ledger row, OfEvent event) {
        return row.commandId().equals(event.eventId())
                && row.product().equals(event.product())
                && row.version() == event.version();
    }

    private boolean committed(OfEvent event) {
        return of(Ledger.class).anyMatch(row -> row.commandId().equals(event.eventId()));
    }

    private boolean answerIsWrong(Invoked command) {
        Outcome told = of(Answered.class)
                .filter(answer -> answer.commandId().equals(command.commandId()))
                .map(Answered::outcome)
                .findFirst()
                .orElse(Outcome.UNKNOWN);
        boolean happened = of(Ledger.class)
                .anyMatch(row ->
                        row.equals(new Ledger(row.at(), command.commandId(), command.product(), command.version())));
        boolean something = of(Ledger.class).anyMatch(row -> row.commandId().equals(command.commandId()));
        return (told == Outcome.OK && !happened) || (told == Outcome.FAILED && something);
    }

    /** Committed, without effect, not parked, in a stack that is at rest and was read completely. */
    private Stream<Ledger> awaited() {
        return of(Ledger.class)
                .filter(row ->
                        settled() && read(Source.AUDIT_QUEUE, Routed.class) && read(Source.EFFECTS, Effect.class))
                .filter(row -> count(Effect.class, row.commandId()) == 0 && count(Parked.class, row.commandId()) == 0);
    }

    private boolean parked(Ledger row) {
        return count(Effect.class, row.commandId()) == 0 && count(Parked.class, row.commandId()) > 0;
    }

    private boolean mayBeLeft(Ledger row) {
        return of(Residue.class)
                .anyMatch(left -> left.eventId() == null || left.eventId().equals(row.commandId()));
    }

    private boolean reordered(List<? extends OfEvent> order) {
        for (int late = 0; late < order.size(); late++) {
            OfEvent second = order.get(late);
            boolean first =
                    order.subList(0, late).stream().noneMatch(e -> e.eventId().equals(second.eventId()));
            boolean overtaken = order.subList(0, late).stream()
                    .anyMatch(e ->
                            committed(e) && e.product().equals(second.product()) && e.version() > second.version());
            if (first && committed(second) && overtaken) {
                return true;
            }
        }
        return false;
    }

    private boolean versionsAreWhole() {
        return of(Ledger.class).map(Ledger::product).distinct().allMatch(product -> {
            long[] versions = of(Ledger.class)
                    .filter(row -> row.product().equals(product))
                    .mapToLong(Ledger::version)
                    .sorted()
                    .toArray();
            return LongStream.rangeClosed(1, versions.length)
                    .boxed()
                    .toList()
                    .equals(LongStream.of(versions).boxed().toList());
        });
    }

    private boolean skipped() {
        return settled()
                && ledgerFinal()
                && read(Source.EFFECTS, Effect.class)
                && of(Ledger.class)
                        .filter(row -> count(Effect.class, row.commandId()) == 0)
                        .anyMatch(row -> of(Effect.class)
                                .anyMatch(later -> committed(later)
                                        && later.product().equals(row.product())
                                        && later.version() > row.version()));
    }

    private boolean outlivedItsCoordinator(InDoubt branch) {
        return !branch.resolved()
                || of(FaultFired.class).anyMatch(fault -> branch.to() > fault.at() && branch.to() > branch.from());
    }

    private boolean settled() {
        Observation last = history.stream()
                .filter(seen -> seen instanceof Quiescent || seen instanceof NotQuiescent)
                .reduce((a, b) -> b)
                .orElse(null);
        return last instanceof Quiescent
                && of(Sentinel.class).allMatch(sentinel -> sentinel.ok() && sentinel.applied());
    }

    private boolean ledgerFinal() {
        return read(Source.LEDGER, Ledger.class)
                && of(Residue.class).noneMatch(left -> left.kind() == Residue.Kind.PREPARED_IN_DATABASE)
                && of(InDoubt.class).noneMatch(open -> !open.resolved() && open.side() == Side.DATABASE);
    }

    private boolean read(Source source, Class<?> kind) {
        return of(Collected.class)
                .filter(collected -> collected.source() == source)
                .reduce((a, b) -> b)
                .map(last -> Objects.equals((long) last.records(), of(kind).count()))
                .orElse(false);
    }
}
