package org.atomicevents.harness.order;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.atomicevents.harness.run.CaseResult.Verdict;

/**
 * {@code order.json}.
 *
 * @param command the command line as it was typed
 */
public record OrderRun(int schemaVersion, String command, Instant begin, Instant end, List<Result> results) {

    public static final int SCHEMA_VERSION = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** One strategy's. */
    public record Result(String strategy, Verdict verdict, List<String> findings, Written written, Consumed consumed) {

        /** Nothing was found out, for this reason. */
        static Result unknown(String strategy, String reason) {
            return new Result(
                    strategy, Verdict.UNKNOWN, List.of(reason), new Written(0, 0, 0, 0, 0), new Consumed(0, 0, 0, 0));
        }
    }

    /**
     * @param acknowledged commands whose success the client knows
     * @param retried requests that were sent again because a server died or refused
     * @param kills the number of times that a server was seen dead
     */
    public record Written(int acknowledged, int retried, int kills, double seconds, double eventsPerSecond) {}

    /**
     * @param committed changes in the database, the creations included
     * @param effects at the consumers
     * @param copiesAtBroker events that the broker holds more than once
     * @param seconds from the last acknowledged command, or the last restart if that was later, to the last effect
     */
    public record Consumed(int committed, int effects, int copiesAtBroker, double seconds) {}

    public void write(Path file) throws IOException {
        JSON.writeValue(file.toFile(), this);
    }

    /** The worst of all; {@link Verdict#UNKNOWN} if there is none. */
    public Verdict worst() {
        return results.stream().map(Result::verdict).max(Enum::compareTo).orElse(Verdict.UNKNOWN);
    }
}
