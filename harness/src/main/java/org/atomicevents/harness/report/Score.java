package org.atomicevents.harness.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One line of JMH's JSON, as it stands there.
 *
 * @param type simple name of the benchmark's class
 * @param error half of JMH's 99.9 % confidence interval; not finite if JMH could not say
 * @param percentiles by JMH's own keys such as {@code 50.0}; only meaningful in sample mode
 */
record Score(
        String type,
        String method,
        Map<String, String> params,
        int threads,
        String mode,
        double score,
        double error,
        String unit,
        String effort,
        Map<String, Double> percentiles) {

    static Score of(JsonNode line) {
        String[] name = line.path("benchmark").asText().split("\\.");
        JsonNode metric = line.path("primaryMetric");
        Map<String, String> params = new LinkedHashMap<>();
        line.path("params")
                .properties()
                .forEach(p -> params.put(p.getKey(), p.getValue().asText()));
        Map<String, Double> percentiles = new LinkedHashMap<>();
        metric.path("scorePercentiles").properties().forEach(p -> percentiles.put(p.getKey(), number(p.getValue())));
        return new Score(
                name.length < 2 ? "" : name[name.length - 2],
                name[name.length - 1],
                params,
                line.path("threads").asInt(1),
                line.path("mode").asText(),
                number(metric.path("score")),
                number(metric.path("scoreError")),
                metric.path("scoreUnit").asText(),
                line.path("forks").asInt() + " × "
                        + line.path("measurementIterations").asInt() + " × "
                        + line.path("measurementTime").asText(),
                percentiles);
    }

    boolean sampled() {
        return mode.equals("sample");
    }

    Optional<Double> percentile(String key) {
        return Optional.ofNullable(percentiles.get(key)).filter(Double::isFinite);
    }

    /** With the median for the mean, where there is one; JMH knows no error of it. */
    Score median() {
        return percentile("50.0")
                .map(median ->
                        new Score(type, method, params, threads, mode, median, Double.NaN, unit, effort, percentiles))
                .orElse(this);
    }

    double knownError() {
        return Double.isFinite(error) ? error : 0;
    }

    /** JMH writes what is no number as a text. */
    private static double number(JsonNode node) {
        return node.isNumber() ? node.doubleValue() : Double.NaN;
    }
}
