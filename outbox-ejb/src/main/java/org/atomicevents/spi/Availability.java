package org.atomicevents.spi;

/** The answer of {@link ConfiguredStrategy#open()}: the strategy is {@link Refused} here, or it is {@link Ready}. */
public sealed interface Availability permits Refused, Ready {}
