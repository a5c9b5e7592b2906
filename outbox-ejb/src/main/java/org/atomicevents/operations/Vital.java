package org.atomicevents.operations;

/**
 * One thing worth watching about a strategy, such as the age of its oldest pending entry.
 *
 * @param name in lower case with dots, such as {@code pending.oldest.age}
 * @param unit {@code seconds}, {@code bytes}, {@code entries} or {@code up} (1 or 0)
 * @param value now; NaN if it could not be found out
 * @param alarm what is wrong and the next step, for an operator; null if all is well
 */
public record Vital(String name, String unit, double value, String alarm) {

    /** All is well. */
    public static Vital of(String name, String unit, double value) {
        return new Vital(name, unit, value, null);
    }

    /** The strategy could not be asked, which is alarming by itself. */
    public static Vital unknown(String why) {
        return new Vital("asked", "up", 0, why);
    }
}
