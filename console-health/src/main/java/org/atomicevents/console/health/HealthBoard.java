package org.atomicevents.console.health;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Where the application says how it is and the health checks ask. One for each deployed EAR: MicroProfile Health finds
 * checks only in the EAR's libraries, and a library cannot inject what the EAR's modules have. Thread-safe.
 */
public final class HealthBoard {

    private static final Answer NOT_STARTED =
            new Answer(false, true, Map.of("deployment", "has not started yet, or has ended"));

    private static final AtomicReference<Supplier<Answer>> SOURCE = new AtomicReference<>(() -> NOT_STARTED);

    private HealthBoard() {}

    /**
     * @param ready whether requests can be taken
     * @param alive whether a restart would not help
     * @param remarks what is wrong, for an operator, whether or not it counts for the two
     */
    public record Answer(boolean ready, boolean alive, Map<String, String> remarks) {

        public Answer {
            remarks = Map.copyOf(remarks);
        }
    }

    /** From now on {@code source} answers, on the threads of those who ask; it must be bounded and must not throw. */
    public static void begin(Supplier<Answer> source) {
        SOURCE.set(Objects.requireNonNull(source));
    }

    /** From now on the answer is: alive, and not ready. */
    public static void end() {
        SOURCE.set(() -> NOT_STARTED);
    }

    public static Answer ask() {
        return SOURCE.get().get();
    }
}
