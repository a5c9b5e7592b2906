package org.atomicevents.harness.cli;

import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** The command line as it was typed, to be typed again. */
final class CommandText {

    private CommandText() {}

    static String of(CommandSpec spec) {
        return spec.root().commandLine().getParseResult().originalArgs().stream()
                .map(CommandText::quoted)
                .collect(Collectors.joining(" ", "./atomic-events ", ""));
    }

    private static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9_./:=,-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
