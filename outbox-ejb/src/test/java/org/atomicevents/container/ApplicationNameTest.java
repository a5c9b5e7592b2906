package org.atomicevents.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Optional;
import java.util.Set;
import org.atomicevents.spi.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The name under which an application finds its entries again. */
class ApplicationNameTest {

    @ParameterizedTest
    @CsvSource({
        "shop, shop",
        "shop-1.2, shop",
        "shop-1.2.3-SNAPSHOT, shop",
        "shop-1.2.3.Final, shop",
        "shop-v2, shop-v2",
        "shop2, shop2",
        "my.shop_eu-4, my.shop_eu"
    })
    void theNextVersionOfADeploymentIsTheSameApplication(String deployment, String application) {
        assertThat(ApplicationName.ofDeployment(deployment)).isEqualTo(application);
    }

    @ParameterizedTest
    @ValueSource(strings = {"my shop", "", "-1.0", "größe", "it's"})
    void aDeploymentWhoseNameDoesNotFitHasToBeGivenOne(String deployment) {
        assertThatIllegalStateException()
                .isThrownBy(() -> ApplicationName.ofDeployment(deployment))
                .withMessageContaining("'" + deployment + "'")
                .withMessageEndingWith("set atomicevents.application");
    }

    @ParameterizedTest
    @ValueSource(strings = {"my shop", "it's", "a/b", ".hidden"})
    void aWrongNameIsRefusedWithKeyValueAndRule(String name) {
        Configuration from = new Configuration(key -> Optional.of(name));
        ApplicationName.configured(from);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> from.verify(Set.of()))
                .withMessageContaining("atomicevents.application = " + name)
                .withMessageContaining("1 to 100 letters");
    }

    @Test
    void aRightNameIsTakenAsItIs() {
        assertThat(ApplicationName.configured(new Configuration(key -> Optional.of("shop-1.0"))))
                .isEqualTo("shop-1.0");
        assertThat(ApplicationName.configured(new Configuration(key -> Optional.empty())))
                .isEmpty();
    }
}
