package org.atomicevents.container;

import java.util.regex.Pattern;
import org.atomicevents.spi.Configuration;

/** The name of the application, to which entries in the database belong: configured, or the deployment's. Stateless. */
final class ApplicationName {

    private static final String KEY = "atomicevents.application";
    private static final String RULE =
            "a name has 1 to 100 letters, digits, dots, hyphens and underscores, and begins with a letter or digit";
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /** As Maven appends it to a file's name. */
    private static final Pattern VERSION = Pattern.compile("-\\d+(\\.\\d+)*([.-][A-Za-z][A-Za-z0-9]*)?$");

    private ApplicationName() {}

    /** The value of {@value #KEY}, empty if there is none; a wrong one is refused through {@code from}. */
    static String configured(Configuration from) {
        String name = from.text(KEY, "");
        if (!name.isEmpty() && !ALLOWED.matcher(name).matches()) {
            from.refuse("%s = %s is no name of an application: %s".formatted(KEY, name, RULE));
        }
        return name;
    }

    /**
     * The name of a deployment without its version, so that its next version finds the entries of this one.
     *
     * @throws IllegalStateException if it cannot be a name of an application; the message says what to do
     */
    static String ofDeployment(String deployment) {
        String name = VERSION.matcher(deployment).replaceFirst("");
        if (!ALLOWED.matcher(name).matches()) {
            throw new IllegalStateException(
                    "The deployment's name '%s' cannot be the name of an application (%s): set %s"
                            .formatted(deployment, RULE, KEY));
        }
        return name;
    }
}
