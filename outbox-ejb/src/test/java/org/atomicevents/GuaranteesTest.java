package org.atomicevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.atomicevents.Anomaly.ACK_LOST;
import static org.atomicevents.Anomaly.DUP_BROKER;
import static org.atomicevents.Anomaly.DUP_EFFECT;
import static org.atomicevents.Anomaly.EARLY;
import static org.atomicevents.Anomaly.GAP;
import static org.atomicevents.Anomaly.HEURISTIC;
import static org.atomicevents.Anomaly.LOST;
import static org.atomicevents.Anomaly.NOT_RECOVERED;
import static org.atomicevents.Anomaly.PHANTOM;
import static org.atomicevents.Anomaly.REORDER;
import static org.atomicevents.Anomaly.RESIDUE;
import static org.atomicevents.Anomaly.STRANDED;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Guarantees: the anomalies they admit, those they imply, and those that none can admit. */
class GuaranteesTest {

    @Test
    void anAnomalyThatIsNotAdmittedIsExcluded() {
        Guarantees guarantees = Guarantees.admitting(DUP_BROKER);
        assertThat(guarantees.admits(DUP_BROKER)).isTrue();
        for (Anomaly excluded : new Anomaly[] {LOST, STRANDED, GAP, PHANTOM, EARLY, REORDER, ACK_LOST}) {
            assertThat(guarantees.admits(excluded)).as(excluded.name()).isFalse();
        }
    }

    @Test
    void lossAdmitsStrandedEventsAndGaps() {
        Guarantees guarantees = Guarantees.admitting(LOST);
        assertThat(guarantees.admits(STRANDED)).isTrue();
        assertThat(guarantees.admits(GAP)).isTrue();
        assertThat(guarantees.admits(PHANTOM)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"ACK_LOST", "STRANDED", "DUP_EFFECT", "GAP", "HEURISTIC", "RESIDUE", "NOT_RECOVERED"})
    void someAnomaliesCanNeverBeAdmitted(Anomaly anomaly) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Guarantees.admitting(anomaly))
                .withMessageContaining(anomaly.name());
        assertThat(Guarantees.admitting(EARLY).admits(DUP_EFFECT)).isFalse();
        assertThat(Guarantees.admitting(LOST).admits(HEURISTIC)).isFalse();
        assertThat(Guarantees.admitting(LOST).admits(RESIDUE)).isFalse();
        assertThat(Guarantees.admitting(LOST).admits(NOT_RECOVERED)).isFalse();
    }

    @Test
    void theOtherAttributesAreCopiedAlong() {
        Guarantees guarantees = Guarantees.admitting(DUP_BROKER)
                .losesOnlyIf("the disk is lost")
                .recoveryBoundedBy("the lease")
                .andAdmitting(LOST);
        assertThat(guarantees.admitted()).containsExactly(LOST, DUP_BROKER);
        assertThat(guarantees.losesOnlyIf()).isEqualTo("the disk is lost");
        assertThat(guarantees.recoveryBoundedBy()).isEqualTo("the lease");
    }
}
