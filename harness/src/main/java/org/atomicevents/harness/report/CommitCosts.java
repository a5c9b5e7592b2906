package org.atomicevents.harness.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cost of a commit with each strategy, in commits without any event, at the most threads that were measured.
 *
 * @param threads 0 if nothing was measured
 */
record CommitCosts(int threads, Map<String, Ratio> ratios) {

    static CommitCosts of(List<Score> scores) {
        Optional<Score> free =
                scores.stream().filter(Naming.commitWithoutEvent()).max(Comparator.comparingInt(Score::threads));
        Map<String, Ratio> ratios = new LinkedHashMap<>();
        free.ifPresent(without -> scores.stream()
                .filter(score ->
                        score.type().equals(without.type()) && score.method().equals(without.method()))
                .filter(score ->
                        score.threads() == without.threads() && score.unit().equals(without.unit()))
                .filter(score -> score != without && score.params().containsKey("strategy"))
                .forEach(score -> ratios.put(score.params().get("strategy"), Ratio.of(without, score))));
        return new CommitCosts(free.map(Score::threads).orElse(0), ratios);
    }

    boolean known() {
        return !ratios.isEmpty();
    }

    Optional<Ratio> of(String strategy) {
        return Optional.ofNullable(ratios.get(strategy));
    }
}
