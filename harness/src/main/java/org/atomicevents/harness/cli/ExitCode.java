package org.atomicevents.harness.cli;

/** The exit status for scripts. The first three are those of a verdict, and mean the same for every command. */
final class ExitCode {

    static final int HOLDS = 0;
    static final int VIOLATED = 1;
    static final int UNDECIDED = 2;

    /** {@code EX_USAGE} of sysexits.h. */
    static final int USAGE = 64;

    private ExitCode() {}
}
