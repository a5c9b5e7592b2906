package org.atomicevents.xa.release;

import java.util.Arrays;
import java.util.List;

/** The releases of other parts that are known to be bad; see the README of this module. Stateless. */
public final class Releases {

    private Releases() {}

    /** WFLY-21044, fixed in 38.0.1 and 39. */
    public static boolean losesMessagingRecovery(String wildfly) {
        return isBefore(wildfly, 38, 0, 1);
    }

    /** Until 42.7.13 recovery could leave its connection inside a transaction. */
    public static boolean losesRecovery(String pgjdbc) {
        return isBefore(pgjdbc, 42, 7, 13);
    }

    /** False for anything that is no version. */
    private static boolean isBefore(String version, int... fixed) {
        List<String> parts = Arrays.asList(version.split("\\."));
        if (!version.matches("\\d+(\\.\\d+)+.*")) {
            return false;
        }
        for (int i = 0; i < fixed.length; i++) {
            String digits = i < parts.size() ? parts.get(i).replaceAll("\\D.*", "") : "";
            int part = digits.isEmpty() ? 0 : Integer.parseInt(digits);
            if (part != fixed[i]) {
                return part < fixed[i];
            }
        }
        return false;
    }
}
