package org.atomicevents.xa.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class ReadOnceTest {

    private int reads;

    @Test
    void readsWhenFirstAskedAndNeverAgain() {
        ReadOnce<Integer> value = new ReadOnce<>(() -> ++reads);
        assertThat(reads).isZero();
        assertThat(value.get()).isEqualTo(1);
        assertThat(value.get()).isEqualTo(1);
    }

    @Test
    void aReadThatFailedIsRepeated() {
        ReadOnce<Integer> value = new ReadOnce<>(() -> {
            if (++reads == 1) {
                throw new IllegalStateException("not yet");
            }
            return reads;
        });
        assertThatIllegalStateException().isThrownBy(value::get).withMessage("not yet");
        assertThat(value.get()).isEqualTo(2);
    }
}
