package org.atomicevents.harness.trace;

import java.util.Locale;

/**
 * One thing a traced thread said. Immutable.
 *
 * @param thread the thread's name in the server
 * @param role the thread's role: {@code command}, {@code relay}, {@code consumer}, {@code recovery}
 * @param site the effect, such as {@code xa.prepare(database)}; empty if the role is over
 * @param detail for a reader, except that of a note, whose form its site defines
 */
public record StepReport(String thread, String role, Kind kind, String site, String detail) {

    public enum Kind {
        /** About to do it; nothing of it has left the process. */
        BEFORE,
        /** Done, and the answer was read. */
        AFTER,
        /** It ended with an exception. */
        FAILED,
        /** No effect; something the thread was told. */
        NOTE,
        /** The thread's role is over. */
        LEFT;

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** The detail of a read or a claim that found nothing: such a pass leaves nothing behind and is no step. */
    public static final String NOTHING = "nothing";
}
