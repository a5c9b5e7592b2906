package org.atomicevents.dualwrite.container;

import java.time.Duration;
import org.atomicevents.dualwrite.journal.Sweep;
import org.atomicevents.relay.FailureLog;
import org.atomicevents.relay.PassResult;

/** The log of a sweeper's passes. For one thread at a time. */
final class SweepLog {

    private static final System.Logger LOG = System.getLogger(SweepLog.class.getName());
    private static final Duration LONG_OPEN = Duration.ofMinutes(10);

    private final FailureLog failures = new FailureLog(LOG, "The journal could not be swept; it is tried again");
    private boolean warnedOfLongOpen;

    /** The failures, which {@link #record} counts too. */
    FailureLog failures() {
        return failures;
    }

    PassResult record(Sweep sweep) {
        if (!sweep.failure().isEmpty()) {
            failures.failed("The journal keeps its entries: " + sweep.failure());
        } else {
            failures.recovered("The journal is swept again");
        }
        if (sweep.sent() > 0 || sweep.dropped() > 0) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "The journal is swept: {0} events sent late, {1} of rolled back transactions dropped",
                    sweep.sent(),
                    sweep.dropped());
        }
        if (sweep.parked() > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} entries of the journal were parked: look at them and replay or discard each",
                    sweep.parked());
        }
        boolean longOpen = sweep.undecided().compareTo(LONG_OPEN) > 0;
        if (longOpen && !warnedOfLongOpen) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "An entry of the journal belongs to a transaction that is open or prepared since {0}: see pg_stat_activity and pg_prepared_xacts",
                    sweep.undecided());
        }
        warnedOfLongOpen = longOpen;
        return sweep.result();
    }
}
