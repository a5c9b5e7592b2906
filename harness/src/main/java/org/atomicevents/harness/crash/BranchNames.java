package org.atomicevents.harness.crash;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of prepared branches, short enough for a reader and long enough to find them in a log. */
final class BranchNames {

    /** The broker's own line says when, in which state and only then which. */
    private static final Pattern BROKERS = Pattern.compile("base64: ?(\\S+)");

    private static final int TAIL = 24;

    private BranchNames() {}

    static String brief(String branch) {
        Matcher matcher = BROKERS.matcher(branch);
        String name = matcher.find() ? matcher.group(1) : branch;
        return name.length() <= TAIL ? name : "…" + name.substring(name.length() - TAIL);
    }
}
