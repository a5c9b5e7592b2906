package org.atomicevents.operations;

/**
 * A vital sign of a strategy, such as the age of its oldest pending entry. Immutable.
 *
 * @param name the name in lower case with dots, such as {@code pending.oldest.age}
 * @param unit {@code seconds}, {@code bytes}, {@code entries} or {@code up} (1 or 0)
 * @param value the value now; NaN if it is not known
 * @param alarm the problem and the next step, for an operator; null if all is well
 */
public record Vital(String name, String unit, double value, String alarm) {

    /** A vital sign without alarm. */
    public static Vital of(String name, String unit, double value) {
        return new Vital(name, unit, value, null);
    }

    /** The only vital sign of a strategy that could not answer, which is an alarm by itself. */
    public static Vital unknown(String why) {
        return new Vital("asked", "up", 0, why);
    }
}
