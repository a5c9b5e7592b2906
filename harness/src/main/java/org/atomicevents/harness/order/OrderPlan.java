package org.atomicevents.harness.order;

import java.time.Duration;
import java.util.List;

/**
 * The plan for each strategy.
 *
 * @param events the number of commands to acknowledge for each application, the creation of the subjects not counted
 * @param subjects between how many they are spread
 * @param kills the number of times that the victim is killed and started again, evenly spread
 * @param settlesWithin the time that the consumers may take after the last command
 * @param rig the servers
 */
public record OrderPlan(int events, int subjects, int kills, Duration settlesWithin, Rig rig) {

    /**
     * @param applications how many share the database, each with two servers and a broker of its own, and each writing as many events
     * @param victim what is killed
     * @param scripts rules that change the servers, by resource name; for those who check this check
     */
    public record Rig(int applications, Victim victim, List<String> scripts) {

        public Rig {
            if (applications < 1) {
                throw new IllegalArgumentException(applications + " applications are too few");
            }
            scripts = List.copyOf(scripts);
        }

        public static Rig of(int applications, Victim victim) {
            return new Rig(applications, victim, List.of());
        }
    }

    static final int WRITERS = 8;

    private static final int SUBJECTS = 50;
    private static final int KILLS = 2;
    private static final Duration SETTLES_WITHIN = Duration.ofMinutes(5);

    /** @throws IllegalArgumentException if there are not enough events for a kill to happen in the middle */
    public OrderPlan {
        if (events < subjects || events < OrderPlan.WRITERS * (kills + 1)) {
            throw new IllegalArgumentException("%d events are too few for %d subjects, %d writers and %d kills"
                    .formatted(events, subjects, OrderPlan.WRITERS, kills));
        }
    }

    public static OrderPlan of(int events, Rig rig) {
        return new OrderPlan(events, SUBJECTS, KILLS, SETTLES_WITHIN, rig);
    }

    /** After how many acknowledged commands the {@code n}th kill comes, counted from 1. */
    int killAfter(int n) {
        return (int) ((long) events * n / (kills + 1));
    }
}
