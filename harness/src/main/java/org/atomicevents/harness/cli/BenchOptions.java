package org.atomicevents.harness.cli;

import picocli.CommandLine.Option;

/** What every command that measures can be told. */
final class BenchOptions {

    @Option(
            names = "--quick",
            description = "Measure only long enough to see that everything runs; the numbers are not to be trusted.")
    private boolean quick;

    boolean quick() {
        return quick;
    }
}
