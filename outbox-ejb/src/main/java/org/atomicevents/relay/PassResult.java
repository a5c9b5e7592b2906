package org.atomicevents.relay;

/** The end of one pass, which decides how soon the next one follows. */
public enum PassResult {
    /** Nothing more to do now. */
    IDLE,
    /** The batch was full; there may be more at once. */
    FULL,
    /** Nothing was done, because another relay was claiming at this moment. */
    CONTENDED,
    /** The broker could not be reached. */
    UNREACHABLE
}
