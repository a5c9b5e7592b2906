package org.atomicevents.catalogquery.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atomicevents.web.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductResourceTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "101", "many", "", "1.5", "99999999999"})
    void aLimitOutOfItsRangeIsRefusedWithTheRuleBeforeAnythingIsRead(String limit) {
        assertThatThrownBy(() -> new ProductResource().list("", limit))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(422))
                .hasMessage("'limit' is '%s': it must be a whole number from 1 to 100", limit);
    }
}
