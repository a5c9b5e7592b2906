package org.atomicevents.harness.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.atomicevents.Anomaly;
import org.atomicevents.Guarantees;

/**
 * "Which one should I use?", made of what the strategies promise and of what was measured; no opinion is written down here
 * but the questions.
 *
 * @param measured whether the candidates are in the order of a measurement
 * @param threads at which the paces were measured
 * @param unit of the times from commit to delivery, empty if it was not measured
 */
record WhichOne(List<Advice> advices, List<Row> rows, boolean measured, int threads, String unit) {

    /** @param candidates best first, each with its figure; empty if no strategy of this run fits */
    record Advice(String need, List<Candidate> candidates, String rankedBy) {}

    /** @param but what it asks for in return */
    record Candidate(String strategy, String figure, String but) {}

    /** @param losesOnlyIf empty if only a crash could make it lose, or nothing */
    record Row(
            String strategy, List<Cell> promises, String losesOnlyIf, String boundedBy, String pace, String delivery) {}

    record Cell(Mark mark, String text) {}

    static final List<String> PROMISES = List.of(
            "Never loses",
            "Announces only what happened",
            "Row before event",
            "Once at broker",
            "Order per subject",
            "No locks in doubt");

    private enum Rank {
        PACE("commands per second"),
        DELIVERY("median from commit to delivery");

        private final String words;

        Rank(String words) {
            this.words = words;
        }
    }

    private record Question(String need, Predicate<Guarantees> fits, Rank rank) {}

    private static final Predicate<Guarantees> SOUND =
            guarantees -> !guarantees.admits(Anomaly.LOST) && !guarantees.admits(Anomaly.PHANTOM);

    private static final List<Question> QUESTIONS = List.of(
            new Question(
                    "Nothing may be lost, and the events of one subject must arrive in order",
                    SOUND.and(guarantees -> !guarantees.admits(Anomaly.REORDER)),
                    Rank.PACE),
            new Question(
                    "The same, and a consumer should have the event at once",
                    SOUND.and(guarantees -> !guarantees.admits(Anomaly.REORDER)),
                    Rank.DELIVERY),
            new Question(
                    "Nothing may be lost, and the broker must not carry an event twice",
                    SOUND.and(guarantees -> !guarantees.admits(Anomaly.DUP_BROKER)),
                    Rank.PACE),
            new Question(
                    "Nothing may be lost, and no crash may leave a row locked",
                    SOUND.and(guarantees -> !guarantees.admits(Anomaly.IN_DOUBT)),
                    Rank.PACE),
            new Question(
                    "Nothing may be lost, and no consumer may be faster than the row",
                    SOUND.and(guarantees -> !guarantees.admits(Anomaly.EARLY)),
                    Rank.PACE),
            new Question(
                    "A crash may lose an event, and nobody minds",
                    guarantees -> guarantees.admits(Anomaly.LOST) && !guarantees.admits(Anomaly.PHANTOM),
                    Rank.PACE),
            new Question(
                    "Not at all: these announce what never happened",
                    guarantees -> guarantees.admits(Anomaly.PHANTOM),
                    Rank.PACE));

    static WhichOne of(List<Suite> suites, Prices prices) {
        List<Advice> advices = QUESTIONS.stream()
                .map(question -> advice(question, suites, prices))
                .filter(advice -> !advice.candidates().isEmpty())
                .toList();
        List<Row> rows = suites.stream().map(suite -> row(suite, prices)).toList();
        String unit = Double.isFinite(prices.unit()) ? Figures.number(prices.unit()) + " ms" : "";
        return new WhichOne(advices, rows, !prices.paces().isEmpty(), prices.threads(), unit);
    }

    private static Advice advice(Question question, List<Suite> suites, Prices prices) {
        Comparator<Suite> best = Comparator.comparing(suite -> sortKey(question.rank(), suite.id(), prices));
        List<Candidate> candidates = suites.stream()
                .filter(suite -> question.fits().test(suite.strategy().guarantees()))
                .filter(suite -> question.rank() == Rank.PACE
                        || prices.delivery(suite.id()).isPresent())
                .sorted(best)
                .map(suite -> new Candidate(
                        suite.id(),
                        figure(question.rank(), suite.id(), prices),
                        but(suite.strategy().guarantees())))
                .toList();
        return new Advice(question.need(), candidates, question.rank().words);
    }

    /** A strategy that was not measured comes last, in the order of the run. */
    private static double sortKey(Rank rank, String strategy, Prices prices) {
        return switch (rank) {
            case PACE -> -prices.pace(strategy).orElse(0.0);
            case DELIVERY -> prices.delivery(strategy).orElse(Double.MAX_VALUE);
        };
    }

    private static String figure(Rank rank, String strategy, Prices prices) {
        return switch (rank) {
            case PACE -> pace(strategy, prices);
            case DELIVERY -> delivery(strategy, prices);
        };
    }

    private static String pace(String strategy, Prices prices) {
        Optional<String> share = prices.share(strategy).map(ratio -> Figures.format("%.0f %%", ratio * 100));
        return prices.pace(strategy)
                .map(pace -> Figures.number(pace) + "/s, " + share.orElse(""))
                .orElse("");
    }

    private static String delivery(String strategy, Prices prices) {
        return prices.delivery(strategy)
                .map(median -> Figures.number(median) + " ms")
                .orElse("");
    }

    private static String but(Guarantees guarantees) {
        List<String> but = new ArrayList<>();
        if (guarantees.admits(Anomaly.DUP_BROKER)) {
            but.add("consumers need an inbox");
        }
        if (guarantees.admits(Anomaly.REORDER)) {
            but.add("consumers need a version guard");
        }
        if (guarantees.admits(Anomaly.EARLY)) {
            but.add("an event may precede its row");
        }
        if (guarantees.admits(Anomaly.IN_DOUBT)) {
            but.add("a crash holds row locks until recovery");
        }
        if (!guarantees.losesOnlyIf().isEmpty()) {
            but.add("loses if " + guarantees.losesOnlyIf());
        }
        return String.join("; ", but);
    }

    private static Row row(Suite suite, Prices prices) {
        Guarantees guarantees = suite.strategy().guarantees();
        List<Cell> cells = List.of(
                cell(!guarantees.admits(Anomaly.LOST)),
                cell(!guarantees.admits(Anomaly.PHANTOM)),
                cell(!guarantees.admits(Anomaly.EARLY)),
                cell(!guarantees.admits(Anomaly.DUP_BROKER)),
                cell(!guarantees.admits(Anomaly.REORDER)),
                cell(!guarantees.admits(Anomaly.IN_DOUBT)));
        return new Row(
                suite.id(),
                cells,
                guarantees.losesOnlyIf(),
                guarantees.recoveryBoundedBy(),
                pace(suite.id(), prices),
                delivery(suite.id(), prices));
    }

    private static Cell cell(boolean promised) {
        return promised
                ? new Cell(new Mark("✓", "promised", "holds"), "yes")
                : new Cell(new Mark("–", "not promised", "admitted"), "no");
    }
}
