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
            description = "Which, in this order; 'all' for every one. The default is all, but of compare"
                    + " xa,outbox-polling,dual-write.")
    private List<String> strategies;

    List<String> orElseAll() {
        return orElse(ALL);
    }

    List<String> orElse(List<String> byDefault) {
        List<String> chosen = strategies == null ? byDefault : strategies;
        return ALL.equals(chosen) ? CrashSuite.strategies() : chosen;
    }
}
