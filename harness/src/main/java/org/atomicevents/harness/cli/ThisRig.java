package org.atomicevents.harness.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.atomicevents.harness.run.Run;
import org.atomicevents.servers.Installation;
import org.atomicevents.servers.Versions;

/** The rig of a run: this machine, this JVM, the parts and the commit of a checkout. */
final class ThisRig {

    private static final long MEBIBYTE = 1 << 20;

    private ThisRig() {}

    static Run.Rig of(Installation installation) throws IOException {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return new Run.Rig(
                system.getName() + " " + system.getVersion() + " " + system.getArch(),
                system.getAvailableProcessors(),
                system.getTotalMemorySize() / MEBIBYTE,
                System.getProperty("java.runtime.version") + " (" + System.getProperty("java.vendor") + ")",
                commit(installation),
                Versions.of(installation).entrySet().stream()
                        .map(part -> new Run.Part(part.getKey(), part.getValue()))
                        .toList());
    }

    /** With {@code -dirty} if what was measured is not what was committed; {@code unknown} outside a Git work tree. */
    private static String commit(Installation installation) throws IOException {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*")
                    .directory(installation.root().toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(git.getInputStream().readAllBytes()).trim();
            return answer.isEmpty() ? "unknown" : answer;
        } catch (IOException noGit) {
            return "unknown";
        }
    }
}
