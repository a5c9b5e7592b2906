package org.atomicevents.catalog.command;

/** Carries out commands on one way of storing products, in the caller's transaction. Thread-safe. */
interface CommandHandler {

    /** As {@link ProductCommands#create}. */
    long create(ChosenPublisher chosen, Command.Create command);

    /** As {@link ProductCommands#changePrice}. */
    long changePrice(ChosenPublisher chosen, Command.ChangePrice command);
}
