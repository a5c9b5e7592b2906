package org.atomicevents.tailing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The address of the one server whose log is read. */
class DatabaseAddressTest {

    @Test
    void theEngineGetsThePartsOfTheUrl() {
        Properties engine =
                new DatabaseAddress("jdbc:postgresql://db:5433/shop?sslmode=require", "reader", "secret").properties();
        assertThat(engine)
                .containsEntry("database.hostname", "db")
                .containsEntry("database.port", "5433")
                .containsEntry("database.dbname", "shop")
                .containsEntry("database.user", "reader")
                .containsEntry("database.password", "secret")
                .containsEntry("driver.sslmode", "require");
    }

    /** A replication slot lies on one server. */
    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://one,two/shop", "jdbc:h2:mem:shop"})
    void otherUrlsAreRefused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatabaseAddress(url, "reader", "secret"))
                .withMessageContaining("atomicevents.tailing.database-url = " + url);
    }
}
