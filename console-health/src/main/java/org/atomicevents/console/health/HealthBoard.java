package org.atomicevents.console.health;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The health of the application, put here by the application and read by the health checks. One for each deployed EAR:
 * MicroProfile Health finds checks only in the EAR's libraries, and a library cannot inject beans of the EAR's modules.
 * Thread-safe.
 */
public final class HealthBoard {

    private static final Health NOT_STARTED =
            new Health(false, true, Map.of("deployment", "has not started yet, or has ended"));

    private static final AtomicReference<Supplier<Health>> SOURCE = new AtomicReference<>(() -> NOT_STARTED);

    private HealthBoard() {}

    /**
     * The answer to both health checks. Immutable.
     *
     * @param ready true if the server can take requests
     * @param alive false if a restart would help
     * @param remarks the alarms, for an operator, whether or not they count for the two
     */
    public record Health(boolean ready, boolean alive, Map<String, String> remarks) {

        public Health {
            remarks = Map.copyOf(remarks);
        }
    }

    /** Makes {@code source} give the health from now on, on the threads of the checks; it must be bounded and must not throw. */
    public static void connect(Supplier<Health> source) {
        SOURCE.set(Objects.requireNonNull(source));
    }

    /** Makes the health alive and not ready from now on, as before the first {@link #connect}. */
    public static void disconnect() {
        SOURCE.set(() -> NOT_STARTED);
    }

    /** The health now; as long as nothing is connected: alive and not ready. */
    public static Health health() {
        return SOURCE.get().get();
    }
}
