package org.atomicevents.console.audit;

/** The result of an operator's action. */
public enum ActionResult {
    /** Begun. Stays if the server died before the end; then only the entry itself shows whether the action was done. */
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

    /** The name of the result in the audit and the REST answers. */
    public String word() {
        return word;
    }
}
