package org.atomicevents.harness.cli;

import java.io.PrintWriter;
import org.atomicevents.servers.progress.Progress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command {@code atomic-events}. */
@Command(
        name = "atomic-events",
        description = "Every known way to change a database and announce it: killed at every step, measured, reported.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            UpCommand.class,
            CrashCommand.class,
            OrderCommand.class,
            BenchCommand.class,
            CompareCommand.class,
            ReportCommand.class,
            HelpCommand.class
        },
        exitCodeOnInvalidInput = ExitCode.USAGE,
        exitCodeOnExecutionException = ExitCode.UNDECIDED,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every strategy kept its promises",
            "1:a promise was broken",
            "2:undecided: something could not be done or was not seen",
            "64:the command line is wrong"
        })
public final class AtomicEvents {

    private static volatile boolean interrupted;

    private AtomicEvents() {}

    public static void main(String[] arguments) {
        var notice = new Thread(AtomicEvents::tellInterrupted, "interrupted");
        Runtime.getRuntime().addShutdownHook(notice);
        int code = commandLine().execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
        if (!interrupted) {
            Runtime.getRuntime().removeShutdownHook(notice);
        }
        System.exit(code);
    }

    private static void tellInterrupted() {
        interrupted = true;
        Progress.say("Interrupted; ending the servers ...");
    }

    static CommandLine commandLine() {
        return new CommandLine(new AtomicEvents())
                .setExecutionExceptionHandler((e, command, parsed) -> explain(e, command))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
    }

    /** Messages are written for the person who reads them; a stack trace is for those who ask for it. */
    private static int explain(Exception e, CommandLine command) {
        if (interrupted) {
            // Servers that are being ended make whoever waits for them fail; that is no news.
            return ExitCode.UNDECIDED;
        }
        PrintWriter err = command.getErr();
        err.println("atomic-events: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            err.println("  because: " + cause);
        }
        if (System.getenv("ATOMIC_EVENTS_TRACE") == null) {
            err.println("  (with ATOMIC_EVENTS_TRACE=1 in the environment, the stack trace is shown)");
        } else {
            e.printStackTrace(err);
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
