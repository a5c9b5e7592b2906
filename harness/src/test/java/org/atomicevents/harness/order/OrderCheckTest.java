package org.atomicevents.harness.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.atomicevents.Anomaly;
import org.atomicevents.Guarantees;
import org.atomicevents.harness.order.OrderCheck.Finding;
import org.junit.jupiter.api.Test;

class OrderCheckTest {

    private static final Guarantees STRICT = Guarantees.admitting(Anomaly.DUP_BROKER);
    private static final Guarantees UNORDERED = Guarantees.admitting(Anomaly.REORDER, Anomaly.DUP_BROKER);
    private static final Guarantees LOSSY = Guarantees.admitting(Anomaly.LOST);

    @Test
    void allVersionsOnceAndInOrderIsNoFinding() {
        assertThat(judged(STRICT, of(1, 2, 3), of(1, 2, 3), of(1, 2, 3))).isEmpty();
    }

    @Test
    void aSwapAtTheConsumersBreaksThePromiseOfThoseWhoGaveIt() {
        assertThat(judged(STRICT, of(1, 2, 3), of(1, 3, 2), of(1, 2, 3)))
                .containsExactly(new Finding(true, "lamp: version 2 was consumed after 3"));
        assertThat(judged(UNORDERED, of(1, 2, 3), of(1, 3, 2), of(1, 2, 3)))
                .containsExactly(new Finding(false, "lamp: version 2 was consumed after 3"));
    }

    @Test
    void aSwapAtTheBrokerIsSeenAlthoughTheConsumersHideIt() {
        assertThat(judged(STRICT, of(1, 2), of(1, 2), of(2, 1)))
                .containsExactly(new Finding(true, "lamp: version 1 was routed by the broker after 2"));
    }

    @Test
    void aLateCopyAtTheBrokerIsNoSwap() {
        assertThat(judged(STRICT, of(1, 2, 3), of(1, 2, 3), of(1, 2, 3, 2)))
                .containsExactly(new Finding(false, "lamp: 1 copies at the broker"));
        assertThat(judged(LOSSY, of(1, 2), of(1, 2), of(1, 2, 2)))
                .containsExactly(new Finding(true, "lamp: 1 copies at the broker"));
    }

    @Test
    void aMissingEffectIsALossThatOnlySomeAdmit() {
        assertThat(judged(STRICT, of(1, 2, 3), of(1, 3), of(1, 2, 3)))
                .containsExactly(new Finding(true, "lamp: committed and never consumed: versions [2]"));
        assertThat(judged(LOSSY, of(1, 2, 3), of(1, 3), of(1, 2, 3)))
                .containsExactly(new Finding(false, "lamp: committed and never consumed: versions [2]"));
    }

    @Test
    void whatTheBrokerNeverRoutedIsALossAlthoughAnotherOneDid() {
        assertThat(judged(STRICT, of(1, 2, 3), of(1, 2, 3), of(1, 3)))
                .containsExactly(new Finding(true, "lamp: committed and never routed by its broker: versions [2]"));
    }

    @Test
    void whatIsAnotherApplicationsIsNeverAdmitted() {
        assertThat(OrderCheck.foreign(List.of("lamp"), Map.of("lamp", of(1)))).isEmpty();
        assertThat(OrderCheck.foreign(List.of("lamp"), Map.of("lamp", of(1), "door", of(1, 2))))
                .containsExactly(
                        new Finding(
                                true,
                                "2 events of 1 subjects that are not this application's were routed by its broker, such as door"));
    }

    @Test
    void aSecondEffectIsNeverAdmitted() {
        assertThat(judged(STRICT, of(1, 2), of(1, 2, 2), of(1, 2)))
                .containsExactly(new Finding(true, "lamp: version 2 had its effect 2 times"));
    }

    @Test
    void anEffectOfWhatWasNeverCommittedIsNeverAdmitted() {
        assertThat(judged(LOSSY, of(1), of(1, 2), of(1)))
                .containsExactly(new Finding(true, "lamp: version 2 was consumed and never committed"));
    }

    @Test
    void aGapInTheCommittedVersionsIsNeverAdmitted() {
        assertThat(judged(LOSSY, of(1, 3), of(1, 3), of(1, 3)))
                .containsExactly(new Finding(true, "lamp: the committed versions are not 1 to n: at place 2 is 3"));
    }

    private static List<Finding> judged(
            Guarantees guarantees,
            List<SubjectVersion> changes,
            List<SubjectVersion> effects,
            List<SubjectVersion> copies) {
        return OrderCheck.judge(guarantees, "lamp", changes, effects, copies);
    }

    private static List<SubjectVersion> of(int... versions) {
        return Arrays.stream(versions)
                .mapToObj(version -> new SubjectVersion("e" + version, version))
                .toList();
    }
}
