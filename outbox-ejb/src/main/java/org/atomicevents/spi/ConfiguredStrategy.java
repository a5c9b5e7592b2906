package org.atomicevents.spi;

/** A strategy whose configuration is read and correct. Immutable. */
@FunctionalInterface
public interface ConfiguredStrategy {

    /**
     * Examines the data source and the broker and, if they can carry the strategy, installs its tables and makes its parts. Called
     * once, when the deployment begins, without a transaction; may open its own short ones. Starts nothing in the background.
     *
     * @throws RuntimeException if the examination itself failed; the strategy then counts as refused, with the exception's message
     */
    Availability open();
}
