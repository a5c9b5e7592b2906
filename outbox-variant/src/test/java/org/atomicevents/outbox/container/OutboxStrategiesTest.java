package org.atomicevents.outbox.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.atomicevents.container.Settings;
import org.junit.jupiter.api.Test;

/** Who adopts from whom. */
class OutboxStrategiesTest {

    @Test
    void theDefaultOrTheFirstOfferedAdoptsFromTheOthersOfTheFamily() {
        Settings.Use one = new Settings.Use("outbox-notify", List.of("outbox-immediate", "outbox-notify"));
        assertThat(OutboxStrategies.orphans(one, "outbox-notify")).containsExactly("outbox-polling", "outbox-trigger");
        assertThat(OutboxStrategies.orphans(one, "outbox-immediate")).isEmpty();
        Settings.Use none = new Settings.Use("xa", List.of("xa", "outbox-immediate"));
        assertThat(OutboxStrategies.orphans(none, "outbox-immediate"))
                .containsExactly("outbox-polling", "outbox-notify", "outbox-trigger");
        assertThat(OutboxStrategies.orphans(new Settings.Use("outbox-polling", List.of("*")), "outbox-polling"))
                .isEmpty();
    }
}
