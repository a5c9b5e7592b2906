package org.atomicevents.dualwrite.journal;

import java.time.Duration;
import org.atomicevents.relay.PassResult;

/**
 * The results of one pass of the sweeper.
 *
 * @param sent entries that are at the broker and gone from the journal
 * @param dropped entries whose transaction was rolled back
 * @param parked entries that this pass has left to an operator
 * @param undecided age of the oldest entry whose transaction is still open or prepared; zero if there is none
 * @param failure the reason why something could not be done, in the words of the database or the broker; empty if all could
 * @param result the kind of its end, which decides when the next pass begins
 */
public record Sweep(int sent, int dropped, int parked, Duration undecided, String failure, PassResult result) {}
