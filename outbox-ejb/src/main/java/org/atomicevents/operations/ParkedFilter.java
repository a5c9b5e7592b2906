package org.atomicevents.operations;

import java.time.Instant;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * A choice among parked entries: those to which all conditions apply that are not null. Immutable.
 *
 * @param strategy the id of their strategy
 * @param type the type of their event
 * @param reason words of their last error, as they are written there
 * @param parkedFrom parked then or later, by the clock of their database
 * @param parkedBefore parked before then
 */
public record ParkedFilter(String strategy, String type, String reason, Instant parkedFrom, Instant parkedBefore) {

    /** All of them. */
    public static final ParkedFilter ANY = new ParkedFilter(null, null, null, null, null);

    /** Those of this choice that were parked before {@code moment}. */
    public ParkedFilter before(Instant moment) {
        Objects.requireNonNull(moment);
        boolean isEarlier = parkedBefore != null && parkedBefore.isBefore(moment);
        return isEarlier ? this : new ParkedFilter(strategy, type, reason, parkedFrom, moment);
    }

    /** Whether entries of this strategy may be among them. */
    public boolean admits(String ofStrategy) {
        return strategy == null || strategy.equals(ofStrategy);
    }

    public boolean matches(ParkedEntry entry) {
        return admits(entry.strategy())
                && (type == null || type.equals(entry.type()))
                && (reason == null
                        || entry.lastError() != null && entry.lastError().contains(reason))
                && (parkedFrom == null || !entry.parkedAt().isBefore(parkedFrom))
                && (parkedBefore == null || entry.parkedAt().isBefore(parkedBefore));
    }

    /** The conditions, such as {@code type=org.shop.Sold, reason=the queue is full}; empty for {@link #ANY}. */
    @Override
    public String toString() {
        StringJoiner conditions = new StringJoiner(", ");
        add(conditions, "strategy", strategy);
        add(conditions, "type", type);
        add(conditions, "reason", reason);
        add(conditions, "parkedFrom", parkedFrom);
        add(conditions, "parkedBefore", parkedBefore);
        return conditions.toString();
    }

    private static void add(StringJoiner conditions, String name, Object value) {
        if (value != null) {
            conditions.add(name + "=" + value);
        }
    }
}
