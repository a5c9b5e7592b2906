package org.atomicevents.dualwrite.store;

import java.time.Instant;
import org.atomicevents.Event;

/**
 * An entry of the journal: {@code event} is to be sent if, and only if, {@code transaction} commits.
 *
 * @param seq its place in the order of the entries, never used again
 * @param writtenAt the time by the instance's clock
 * @param committed whether the transaction is known to have committed
 * @param attempts the number of times the broker has refused the event
 */
public record Intent(
        long seq, Event event, MainTransaction transaction, Instant writtenAt, boolean committed, int attempts) {}
