package org.atomicevents.harness.cli;

import java.nio.file.Path;
import java.util.List;
import org.atomicevents.harness.crash.CrashSuite;
import picocli.CommandLine.Option;

/** The options of every command that crashes servers. */
final class CrashOptions {

    @Option(
            names = "--repeat",
            paramLabel = "<n>",
            defaultValue = "1",
            description = "How often each case is run (default: ${DEFAULT-VALUE}).")
    private int repetitions;

    @Option(
            names = "--seed",
            paramLabel = "<n>",
            defaultValue = "1",
            description = "The same seed gives the same products and commands (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--self-test",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether to plant known bugs and see them caught; without it a green run proves less.")
    private boolean selfTest;

    CrashSuite.Selection selection(List<String> strategies, Path folder) {
        return new CrashSuite.Selection(strategies, anyCase -> true, repetitions, seed, folder);
    }

    CrashSuite.Selection one(String id, Path folder) {
        CrashSuite.Selection only = CrashSuite.Selection.one(id, folder);
        return new CrashSuite.Selection(only.strategies(), only.cases(), repetitions, seed, folder);
    }

    boolean selfTest() {
        return selfTest;
    }
}
