package org.atomicevents.console.vitals;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.atomicevents.operations.Vital;

/**
 * The conclusions from a reading for those who route requests and restart servers. Immutable.
 *
 * <p>A server is ready if it can take requests. It is not if its default strategy cannot read its vitals, because the database does
 * not answer. An entry that is parked or old does not count: the server works, and every other server sees the same table.
 *
 * <p>A server is alive unless a restart would help: a relay has made no pass for a long time although the database answers. A
 * database or a broker that is away does not count: a restart would not help.
 *
 * @param remarks the alarms, by {@code strategy.vital}, whether or not they count for the two
 */
public record ServerHealth(boolean ready, boolean alive, SortedMap<String, String> remarks) {

    /** The name of the vital that shows that a strategy could not read its vitals, see {@link Vital#unknown}. */
    private static final String ASKED = "asked";

    private static final String LAST_PASS = "last-pass.age";

    /**
     * The health of the server that {@code reading} comes from.
     *
     * @param defaultStrategy the strategy that requests get unless they name another
     * @param deadAfter the time without a pass after which a relay counts as dead
     */
    public static ServerHealth of(Reading reading, String defaultStrategy, Duration deadAfter) {
        SortedMap<String, String> remarks = new TreeMap<>();
        reading.vitals()
                .forEach((strategy, vitals) -> vitals.stream()
                        .filter(vital -> vital.alarm() != null)
                        .forEach(vital -> remarks.put(strategy + "." + vital.name(), vital.alarm())));
        if (reading.late()) {
            remarks.put("vitals", "the strategies did not say in time how they are: see whether the database answers");
            return new ServerHealth(false, true, remarks);
        }
        boolean answered = reading.find(defaultStrategy, ASKED)
                .filter(vital -> vital.value() == 0)
                .isEmpty();
        boolean silent = reading.vitals().values().stream()
                .flatMap(List::stream)
                .anyMatch(vital -> vital.name().endsWith(LAST_PASS) && vital.value() > deadAfter.toSeconds());
        return new ServerHealth(answered, !silent, remarks);
    }
}
