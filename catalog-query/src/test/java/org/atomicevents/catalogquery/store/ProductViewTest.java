package org.atomicevents.catalogquery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.atomicevents.catalogquery.store.QueryDatabase.created;
import static org.atomicevents.catalogquery.store.QueryDatabase.priceChanged;
import static org.atomicevents.catalogquery.store.QueryDatabase.product;
import static org.atomicevents.catalogquery.store.QueryDatabase.stored;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The catalog's events become rows, one per product and generation. */
class ProductViewTest {

    private QueryDatabase database;
    private Products products;

    @BeforeEach
    void open() throws SQLException {
        database = new QueryDatabase();
        products = new Products(database.source());
        database.goLive(1);
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void aCreatedProductIsARowAtVersionOne() throws SQLException {
        database.apply(1, created("lamp", "Lamp", "12.50"));

        assertThat(products.find("lamp")).contains(product("lamp", "Lamp", "12.50", 1));
    }

    @Test
    void aChangedPriceReplacesThePriceAndKeepsTheName() throws SQLException {
        database.apply(1, created("lamp", "Lamp", "12.50"));
        database.apply(1, priceChanged("lamp", 2, "13.00"));
        database.apply(1, priceChanged("lamp", 3, "99999999999999999.99"));

        assertThat(products.find("lamp")).contains(product("lamp", "Lamp", "99999999999999999.99", 3));
    }

    @Test
    void theVersionIsTheStreamsWhateverTheDataHas() throws SQLException {
        database.apply(1, created("lamp", "Lamp", "1.00"));
        database.apply(
                1, stored("org.atomicevents.catalog.ProductPriceChanged", "lamp", 2, "{\"price\":2.00,\"version\":7}"));

        assertThat(products.find("lamp")).contains(product("lamp", "Lamp", "2.00", 2));
    }

    @Test
    void eventsOfOtherTypesChangeNothing() throws SQLException {
        database.apply(1, created("lamp", "Lamp", "12.50"));
        database.apply(1, stored("org.example.OrderPlaced", "lamp", 2, "no JSON at all"));

        assertThat(products.find("lamp")).contains(product("lamp", "Lamp", "12.50", 1));
    }

    /** The event store stops the projection at such an event and shows the message. */
    @Test
    void aPriceChangeBeforeTheCreationNamesTheProductAndTheMissingEvent() {
        assertThatThrownBy(() -> database.apply(1, priceChanged("lamp", 1, "1.00")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Product 'lamp'")
                .hasMessageContaining("does not begin with org.atomicevents.catalog.ProductCreated");
    }

    @Test
    void aRebuildFillsAGenerationOfItsOwnBesideTheOneThatIsRead() throws SQLException {
        database.apply(1, created("lamp", "Lamp", "12.50"));
        database.apply(1, priceChanged("lamp", 2, "13.00"));
        database.apply(2, created("lamp", "Lamp", "12.50"));

        assertThat(products.find("lamp")).contains(product("lamp", "Lamp", "13.00", 2));
        database.goLive(2);
        assertThat(products.find("lamp")).contains(product("lamp", "Lamp", "12.50", 1));
    }

    @Test
    void aRetiredGenerationIsForgottenInBatchesAndNoOtherIsTouched() throws SQLException {
        for (String id : new String[] {"a", "b", "c"}) {
            database.apply(1, created(id, "old", "1.00"));
            database.apply(2, created(id, "new", "1.00"));
        }
        database.goLive(2);

        assertThat(database.forget(1, 2)).isEqualTo(2);
        assertThat(database.forget(1, 2)).isEqualTo(1);
        assertThat(database.forget(1, 2)).isZero();
        assertThat(products.after("", 10)).extracting(Products.Product::name).containsExactly("new", "new", "new");
    }

    @Test
    void installingTwiceKeepsTheRows() throws SQLException {
        database.apply(1, created("lamp", "Lamp", "12.50"));

        ProductView.install(database.source());

        assertThat(products.find("lamp")).isPresent();
    }
}
