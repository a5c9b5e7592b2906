package org.atomicevents.harness.report;

/** One score by another, with the interval that both errors leave: narrow enough only if both were. */
record Ratio(double value, double low, double high) {

    static Ratio of(Score numerator, Score denominator) {
        double low = (numerator.score() - numerator.knownError()) / (denominator.score() + denominator.knownError());
        double rest = denominator.score() - denominator.knownError();
        double high = rest > 0 ? (numerator.score() + numerator.knownError()) / rest : Double.POSITIVE_INFINITY;
        return new Ratio(numerator.score() / denominator.score(), Math.max(0, low), high);
    }

    String interval() {
        return Figures.number(low) + " to " + (Double.isFinite(high) ? Figures.number(high) : "∞");
    }
}
