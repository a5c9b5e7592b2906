package org.atomicevents.harness.cli;

import java.util.List;
import org.atomicevents.harness.crash.CrashSuite;
import picocli.CommandLine.Option;

/** Which strategies a command is about. */
final class StrategyOption {

    private static final List<String> ALL = List.of("all");

    @Option(
            names = "--strategy",
            paramLabel = "<id>",
            split = ",",
            defaultValue = "all",
            description = "Which, in this order; 'all' for every one (default: ${DEFAULT-VALUE}).")
    private List<String> strategies;

    List<String> ids() {
        return ALL.equals(strategies) ? CrashSuite.strategies() : strategies;
    }
}
