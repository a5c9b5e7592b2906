package org.atomicevents.catalogquery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.atomicevents.catalogquery.store.QueryDatabase.created;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queries are answered from the live generation, by id and page by page. */
class ProductsTest {

    private QueryDatabase database;
    private Products products;

    @BeforeEach
    void open() throws SQLException {
        database = new QueryDatabase();
        products = new Products(database.source());
        for (String id : List.of("desk", "chair", "lamp")) {
            database.apply(1, created(id, "the " + id, "10.00"));
        }
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void asLongAsNoGenerationIsLiveThereAreNoProducts() throws SQLException {
        assertThat(products.find("desk")).isEmpty();
        assertThat(products.after("", 10)).isEmpty();
    }

    @Test
    void aProductThatNoEventHasNamedIsNotThere() throws SQLException {
        database.goLive(1);

        assertThat(products.find("sofa")).isEmpty();
    }

    @Test
    void aPageIsOrderedByIdAndTheNextBeginsAfterItsLast() throws SQLException {
        database.goLive(1);

        assertThat(ids("", 2)).containsExactly("chair", "desk");
        assertThat(ids("desk", 2)).containsExactly("lamp");
        assertThat(ids("lamp", 2)).isEmpty();
    }

    @Test
    void aPageMayBeginAfterAnIdThatIsNotThere() throws SQLException {
        database.goLive(1);

        assertThat(ids("d", 10)).containsExactly("desk", "lamp");
    }

    @Test
    void theSwitchToAnotherGenerationNeedsNoNewReader() throws SQLException {
        database.goLive(1);
        database.apply(2, created("sofa", "the sofa", "10.00"));
        assertThat(ids("", 10)).containsExactly("chair", "desk", "lamp");

        database.goLive(2);

        assertThat(ids("", 10)).containsExactly("sofa");
    }

    private List<String> ids(String after, int limit) throws SQLException {
        return products.after(after, limit).stream().map(Products.Product::id).toList();
    }
}
