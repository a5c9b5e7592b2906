package org.atomicevents.harness.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The figures that can be compared between all strategies, because it was measured the same way for each.
 *
 * @param paces commands per second against the deployed application, at the most threads that were measured
 * @param deliveries median milliseconds from commit to delivery
 * @param unit median milliseconds of one bare message, sent and received; not a number if it was not measured
 */
record Prices(int threads, Map<String, Double> paces, Map<String, Double> deliveries, double unit) {

    static Prices of(List<Score> scores) {
        int threads = scores.stream()
                .filter(Naming::isCommandOverHttp)
                .mapToInt(Score::threads)
                .max()
                .orElse(0);
        Map<String, Double> paces = new LinkedHashMap<>();
        scores.stream()
                .filter(score -> Naming.isCommandOverHttp(score) && score.threads() == threads)
                .forEach(score -> paces.put(score.params().get("strategy"), score.score()));
        Map<String, Double> deliveries = new LinkedHashMap<>();
        scores.stream()
                .filter(Naming::isDelivery)
                .forEach(score -> score.percentile("50.0")
                        .ifPresent(median -> deliveries.put(score.params().get("strategy"), median)));
        return new Prices(threads, paces, deliveries, unit(scores));
    }

    /** The middle one, if it was measured several times. */
    private static double unit(List<Score> scores) {
        double[] units = scores.stream()
                .filter(Naming::isDeliveryUnit)
                .flatMap(score -> score.percentile("50.0").stream())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return units.length == 0 ? Double.NaN : units[units.length / 2];
    }

    Optional<Double> pace(String strategy) {
        return Optional.ofNullable(paces.get(strategy));
    }

    Optional<Double> delivery(String strategy) {
        return Optional.ofNullable(deliveries.get(strategy));
    }

    /** The pace as a share of the fastest strategy's. */
    Optional<Double> share(String strategy) {
        Optional<Double> fastest = paces.values().stream().max(Comparator.naturalOrder());
        return pace(strategy).flatMap(pace -> fastest.map(best -> pace / best));
    }
}
