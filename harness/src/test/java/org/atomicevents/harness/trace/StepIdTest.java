package org.atomicevents.harness.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atomicevents.harness.run.CaseResult.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepIdTest {

    @Test
    void aStepIsReadBackAsItIsWritten() {
        StepId step = new StepId("command", "db.statement(update product)", 2);

        assertThat(step).hasToString("command/db.statement(update product)#2");
        assertThat(StepId.parse(step.toString())).isEqualTo(step);
    }

    @Test
    void aPointIsReadBackAsItIsWritten() {
        CrashPoint point = new CrashPoint(new StepId("relay", "jms.commit", 1), Phase.AFTER);

        assertThat(point).hasToString("relay/jms.commit#1:after");
        assertThat(CrashPoint.parse(point.toString())).isEqualTo(point);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "relay", "relay/jms.commit", "relay/jms.commit#0", "relay/jms.commit#x", "/jms.commit#1"})
    void anythingElseIsRefusedWithTheForm(String text) {
        assertThatThrownBy(() -> StepId.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("role/site#occurrence");
        assertThatThrownBy(() -> CrashPoint.parse(text + ":sideways")).isInstanceOf(IllegalArgumentException.class);
    }
}
