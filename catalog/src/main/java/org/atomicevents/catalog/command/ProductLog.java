package org.atomicevents.catalog.command;

/** Where a command finds its product and leaves what it did, in the caller's transaction. Thread-safe. */
interface ProductLog {

    /** As {@link ProductCommands#create}. */
    long create(ChosenPublisher announcer, Command.Create command);

    /** As {@link ProductCommands#changePrice}. */
    long changePrice(ChosenPublisher announcer, Command.ChangePrice command);
}
