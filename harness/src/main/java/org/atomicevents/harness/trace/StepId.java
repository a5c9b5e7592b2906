package org.atomicevents.harness.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identity of a step, stable across runs: it counts within one command's way, never since the server's start.
 *
 * @param occurrence from 1, per role and site
 */
public record StepId(String role, String site, int occurrence) {

    private static final Pattern FORM = Pattern.compile("([a-z]+)/(.+)#([1-9][0-9]*)");

    /**
     * Reads {@link #toString()}.
     *
     * @throws IllegalArgumentException if it is no step
     */
    public static StepId parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no step: expected role/site#occurrence, e.g. command/xa.prepare(database)#1");
        }
        return new StepId(matcher.group(1), matcher.group(2), Integer.parseInt(matcher.group(3)));
    }

    @Override
    public String toString() {
        return role + "/" + site + "#" + occurrence;
    }
}
