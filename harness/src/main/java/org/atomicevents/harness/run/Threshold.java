package org.atomicevents.harness.run;

/** The ratios that the project holds its benchmarks to: a part divided by its limit, both measured in one run. */
public enum Threshold {
    /** The commit path of {@code outbox-polling} / the two statements over bare JDBC, at 8 threads. */
    OUTBOX_COMMIT(Bound.AT_LEAST, 0.6),
    /** The commit path of {@code xa} / stock Narayana over the two drivers, at 8 threads. */
    XA_COMMIT(Bound.AT_LEAST, 0.9),
    /** The relay's drain / a bare transacted producer of the same messages in batches. */
    RELAY_DRAIN(Bound.AT_LEAST, 0.8),
    /** From commit to delivery by a hand-off or a wake-up / one bare message sent and received, medians. */
    PROMPT_DELIVERY(Bound.AT_MOST, 5),
    /** From commit to delivery by a reader of the log / one bare message sent and received, medians. */
    LOG_DELIVERY(Bound.AT_MOST, 10);

    private enum Bound {
        AT_LEAST,
        AT_MOST
    }

    private final Bound bound;
    private final double ratio;

    Threshold(Bound bound, double ratio) {
        this.bound = bound;
        this.ratio = ratio;
    }

    public double ratio() {
        return ratio;
    }

    public boolean isMetBy(double measured) {
        return bound == Bound.AT_MOST ? measured <= ratio : measured >= ratio;
    }
}
