package org.atomicevents.servers;

import java.nio.file.Path;

/** The Java that runs this program, which is also the one that runs the servers. */
final class Java {

    private Java() {}

    static String executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** As {@code uname -m} says it. */
    static String machine() {
        String arch = System.getProperty("os.arch");
        return "amd64".equals(arch) ? "x86_64" : arch;
    }
}
