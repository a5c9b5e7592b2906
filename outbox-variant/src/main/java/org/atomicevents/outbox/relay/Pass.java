package org.atomicevents.outbox.relay;

import org.atomicevents.outbox.store.AsideChange;
import org.atomicevents.outbox.store.Batch;
import org.atomicevents.relay.PassResult;

/**
 * The outcome of one pass of a relay. Immutable.
 *
 * @param read entries that were to be sent
 * @param settled entries that are at the broker and gone from the outbox
 * @param retried entries the broker refused and that will be tried again
 * @param parked entries the broker refused for the last time, and rows that are no event
 * @param fenced entries that another relay has sent and deleted meanwhile, because this one outlived its lease
 * @param result decides how soon the next pass follows
 */
public record Pass(int read, int settled, int retried, int parked, int fenced, PassResult result) {

    static final Pass NOTHING = new Pass(0, 0, 0, 0, 0, PassResult.IDLE);

    /** A batch whose entries are not settled yet. */
    static Pass of(Batch batch, AsideChange change) {
        int parked = (int) change.refusals().stream()
                .filter(refusal -> refusal.delay().isEmpty())
                .count();
        return new Pass(batch.entries().size(), 0, change.refusals().size() - parked, parked, 0, PassResult.IDLE);
    }

    /** And of {@code arrived} entries {@code deleted} were still there to settle. */
    Pass settled(int arrived, int deleted) {
        return new Pass(read, settled + deleted, retried, parked, fenced + arrived - deleted, result);
    }

    Pass ending(PassResult other) {
        return new Pass(read, settled, retried, parked, fenced, other);
    }

    public boolean full() {
        return result == PassResult.FULL;
    }

    public boolean unreachable() {
        return result == PassResult.UNREACHABLE;
    }

    /** This and what followed in the same pass. */
    Pass and(Pass next) {
        return new Pass(
                read + next.read,
                settled + next.settled,
                retried + next.retried,
                parked + next.parked,
                fenced + next.fenced,
                next.unreachable() || result == PassResult.IDLE ? next.result : result);
    }
}
