package org.atomicevents.console.vitals;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.atomicevents.operations.Vital;

/**
 * What a reading means for those who route requests and restart servers. Pure.
 *
 * <p>Ready is who can take requests: not a server whose default strategy cannot be asked, because its database does not
 * answer. An entry that is parked or old is no reason: the server does its work, and the next one looks at the same table.
 * Alive is whom a restart would not help: what speaks against it is a relay that has made no pass for a long time although
 * the database answers. A database or a broker that is away never does, a restart would not bring it back.
 *
 * @param remarks what is wrong, by {@code strategy.sign}, whether or not it counts for the two
 */
public record ServerHealth(boolean ready, boolean alive, SortedMap<String, String> remarks) {

    /** The sign of a strategy that could not be asked, see {@link Vital#unknown}. */
    private static final String ASKED = "asked";

    private static final String LAST_PASS = "last-pass.age";

    /**
     * @param byDefault the strategy that requests get unless they name another
     * @param deadAfter how long a relay may be silent
     */
    public static ServerHealth of(Reading reading, String byDefault, Duration deadAfter) {
        SortedMap<String, String> remarks = new TreeMap<>();
        reading.vitals()
                .forEach((strategy, signs) -> signs.stream()
                        .filter(sign -> sign.alarm() != null)
                        .forEach(sign -> remarks.put(strategy + "." + sign.name(), sign.alarm())));
        if (reading.late()) {
            remarks.put("vitals", "the strategies did not say in time how they are: see whether the database answers");
            return new ServerHealth(false, true, remarks);
        }
        boolean asked =
                reading.find(byDefault, ASKED).filter(sign -> sign.value() == 0).isEmpty();
        boolean silent = reading.vitals().values().stream()
                .flatMap(List::stream)
                .anyMatch(sign -> sign.name().endsWith(LAST_PASS) && sign.value() > deadAfter.toSeconds());
        return new ServerHealth(asked, !silent, remarks);
    }
}
