package org.atomicevents.harness.run;

import java.time.Instant;
import java.util.List;
import org.atomicevents.Guarantees;

/**
 * Everything one invocation recorded, as it is stored in {@code run.json}; the report is a pure function of it. Immutable.
 *
 * @param schemaVersion raised on every incompatible change of this record; see {@link #SCHEMA_VERSION}
 * @param command the command line that made it and makes it again
 * @param boots the server's own boot times of this run, in milliseconds, none of them preceded by recovery work
 * @param selfTests the planted bugs and whether they were caught; empty if they were not part of this run
 * @param benchmarks JMH's JSON file beside {@code run.json}, or null if nothing was measured
 */
public record Run(
        int schemaVersion,
        String command,
        Instant startedAt,
        Instant endedAt,
        Rig rig,
        List<Long> boots,
        List<StrategyRun> strategies,
        List<SelfTest> selfTests,
        String benchmarks) {

    public static final int SCHEMA_VERSION = 2;

    /**
     * The machine and the versions.
     *
     * @param parts name and version of each part, e.g. {@code WildFly} and {@code 39.0.1.Final}, in the order to show
     */
    public record Rig(String os, int processors, long memoryMiB, String jdk, String commit, List<Part> parts) {

        /** The same machine and parts at another commit. */
        public Rig at(String commit) {
            return new Rig(os, processors, memoryMiB, jdk, commit, parts);
        }
    }

    public record Part(String name, String version) {}

    /**
     * One strategy's crash suite.
     *
     * @param guarantees the strategy's own, as the deployed application states them
     * @param steps in the order of the fault-free trace
     * @param unstable steps seen in some traces but not in all; they are listed, never killed
     */
    public record StrategyRun(
            String id, Guarantees guarantees, List<Step> steps, List<String> unstable, List<CaseResult> cases) {}

    /**
     * One effect that leaves a process, discovered by tracing.
     *
     * @param id stable across runs: {@code role/site#occurrence}, e.g. {@code command/xa.prepare(database)#1}
     * @param role the actor: {@code command}, {@code relay}, {@code consumer} or {@code recovery}
     * @param target the lane it arrives in: {@code database}, {@code broker}, {@code log} or {@code application}
     * @param description one phrase for a reader who has never seen it
     */
    public record Step(String id, String role, String target, String description) {}

    /** A bug planted on purpose; {@code caughtAt} are the cases that went red, {@code predictedAt} those that had to. */
    public record SelfTest(String bug, List<String> predictedAt, List<String> caughtAt, boolean passed) {}
}
