package org.atomicevents.catalog.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import org.atomicevents.catalog.command.Command;
import org.atomicevents.web.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bodies that a client may send, and the answers to others. */
class InputTest {

    @Test
    void aPriceMayBeANumberOrAString() {
        assertThat(Input.parse("{\"price\": 12.5}").changePrice("p").price()).isEqualTo(new BigDecimal("12.5"));
        assertThat(Input.parse("{\"price\": \"12.50\"}").changePrice("p").price())
                .isEqualTo(new BigDecimal("12.50"));
    }

    @Test
    void idsAreMadeUpWhereNoneIsGiven() {
        Command.Create command =
                Input.parse("{\"name\": \"Lamp\", \"price\": 1}").create();
        assertThat(command.productId()).isNotBlank().isNotEqualTo(command.commandId());
        assertThat(command.commandId()).matches(Command.COMMAND_ID);
    }

    @Test
    void missingValuesAreLeftToValidation() {
        Command.ChangePrice command = Input.parse("{}").changePrice("p");
        assertThat(command.price()).isNull();
        assertThat(command.fromVersion()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "null", "\"text\"", "{\"price\":}"})
    void aBodyThatIsNoJsonObjectIsMalformed(String body) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Input.parse(body))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"price\": \"much\"}",
                "{\"price\": true}",
                "{\"price\": 1, \"version\": 1.5}",
                "{\"price\": 1, \"commandId\": 7}"
            })
    void aValueOfTheWrongTypeBreaksARule(String body) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Input.parse(body).changePrice("p"))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(422));
    }
}
