package org.atomicevents.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.atomicevents.Anomaly;
import org.atomicevents.Guarantees;
import org.atomicevents.harness.run.Run.StrategyRun;
import org.junit.jupiter.api.Test;

/** The advice follows from promises and figures, and from nothing else. */
class WhichOneTest {

    private static final Suite LOSING =
            suite("losing", Guarantees.admitting(Anomaly.LOST, Anomaly.REORDER).recoveryBoundedBy("nothing"));
    private static final Suite ORDERED = suite(
            "ordered",
            Guarantees.admitting(Anomaly.DUP_BROKER)
                    .losesOnlyIf("the disk is lost")
                    .recoveryBoundedBy("the lease"));
    private static final Suite LOCKING = suite(
            "locking",
            Guarantees.admitting(Anomaly.EARLY, Anomaly.REORDER, Anomaly.IN_DOUBT)
                    .recoveryBoundedBy("recovery"));
    private static final Suite PHANTOM = suite(
            "phantom",
            Guarantees.admitting(Anomaly.PHANTOM, Anomaly.EARLY, Anomaly.REORDER)
                    .recoveryBoundedBy("nothing"));

    private static final Prices PRICES =
            new Prices(8, Map.of("losing", 400.0, "ordered", 200.0, "locking", 100.0), Map.of("ordered", 3.0), 1.0);

    @Test
    void whatMayLoseIsOfferedOnlyToThoseWhoDoNotMind() {
        assertThat(of(LOSING, ORDERED).advices())
                .filteredOn(advice -> advice.candidates().stream()
                        .anyMatch(candidate -> candidate.strategy().equals("losing")))
                .singleElement()
                .extracting(WhichOne.Advice::need)
                .asString()
                .contains("nobody minds");
    }

    @Test
    void whatAnnouncesWhatNeverHappenedIsOfferedToNobody() {
        assertThat(of(PHANTOM, ORDERED).advices())
                .filteredOn(advice -> advice.candidates().stream()
                        .anyMatch(candidate -> candidate.strategy().equals("phantom")))
                .singleElement()
                .extracting(WhichOne.Advice::need)
                .asString()
                .startsWith("Not at all");
    }

    @Test
    void theFastestThatFitsComesFirst() {
        Suite slower = suite("slower", ORDERED.strategy().guarantees());
        Prices prices = new Prices(8, Map.of("slower", 10.0, "ordered", 200.0), Map.of(), Double.NaN);

        assertThat(WhichOne.of(List.of(slower, ORDERED), prices)
                        .advices()
                        .get(0)
                        .candidates())
                .extracting(WhichOne.Candidate::strategy)
                .containsExactly("ordered", "slower");
    }

    @Test
    void eachFigureIsBesideTheFastestAndEachPriceIsNamed() {
        assertThat(of(LOSING, ORDERED).advices().get(0).candidates())
                .containsExactly(new WhichOne.Candidate(
                        "ordered", "200/s, 50 %", "consumers need an inbox; loses if the disk is lost"));
    }

    @Test
    void whatHoldsLocksIsNotOfferedToThoseWhoCannotHaveThem() {
        assertThat(of(LOCKING, ORDERED).advices())
                .filteredOn(advice -> advice.need().contains("row locked"))
                .singleElement()
                .satisfies(advice -> assertThat(advice.candidates())
                        .extracting(WhichOne.Candidate::strategy)
                        .containsExactly("ordered"));
    }

    @Test
    void withoutMeasurementsNothingIsRanked() {
        WhichOne unmeasured = WhichOne.of(List.of(LOCKING, ORDERED), Prices.of(List.of()));

        assertThat(unmeasured.measured()).isFalse();
        assertThat(unmeasured.rows()).extracting(WhichOne.Row::pace).containsOnly("");
    }

    private static WhichOne of(Suite... suites) {
        return WhichOne.of(List.of(suites), PRICES);
    }

    private static Suite suite(String id, Guarantees guarantees) {
        return new Suite(new StrategyRun(id, guarantees, List.of(), List.of(), List.of()));
    }
}
