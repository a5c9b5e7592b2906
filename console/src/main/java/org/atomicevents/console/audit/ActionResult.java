package org.atomicevents.console.audit;

/** What became of an operator's action, in the words of the audit. */
public enum ActionResult {
    /** Begun; stays if the server died in the middle, and then only a look at the entry tells. */
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

    public String word() {
        return word;
    }
}
