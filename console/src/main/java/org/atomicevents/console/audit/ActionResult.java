package org.atomicevents.console.audit;

/** The result of an operator's action. */
public enum ActionResult {
    /** Begun; stays if the server died in the middle, and then only the entry itself shows whether it was done. */
    ATTEMPTED("attempted"),
    DONE("done"),
    /** There was no parked entry with this id: nothing was changed. */
    NOT_PARKED("not parked"),
    /** The database refused; nothing was changed unless its own commit was in doubt. */
    FAILED("failed");

    private final String word;

    ActionResult(String word) {
        this.word = word;
    }

    /** As the audit and the REST answers have it. */
    public String word() {
        return word;
    }
}
