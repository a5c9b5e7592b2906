package org.atomicevents.harness.cli;

import java.util.List;
import org.atomicevents.harness.bench.BenchSuite;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that measures. */
final class BenchOptions {

    @Option(
            names = "--quick",
            description = "Measure only long enough to see that everything runs; the numbers are not to be trusted.")
    private boolean quick;

    @Option(
            names = "--only",
            paramLabel = "<benchmark>",
            split = ",",
            description = "Measure only these, such as CommitPath or DeliveryLatency. The default is all.")
    private List<String> only = List.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    BenchSuite.Selection selection(List<String> strategies) {
        try {
            return new BenchSuite.Selection(strategies, quick, only);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
