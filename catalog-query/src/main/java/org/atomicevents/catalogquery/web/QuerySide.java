package org.atomicevents.catalogquery.web;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.atomicevents.Strategies;
import org.atomicevents.catalogquery.store.ProductView;
import org.atomicevents.catalogquery.store.Products;
import org.atomicevents.container.ServerResources;
import org.atomicevents.eventsourcing.container.Projections;
import org.atomicevents.eventsourcing.store.ProjectionState;
import org.atomicevents.eventsourcing.stream.EventSourcingPublisher;

/**
 * Feeds the projections on this server as long as it is deployed, and answers from them, without a transaction. Without the
 * strategy {@code event-sourcing} there is nothing to project, and every call is a {@link QueryUnavailable}. Thread-safe.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class QuerySide {

    @Inject
    private Strategies strategies;

    @Inject
    private Projections projections;

    @Inject
    private ServerResources server;

    private boolean available;

    @PostConstruct
    void begin() {
        available = strategies.all().stream()
                .anyMatch(offer -> offer.id().equals(EventSourcingPublisher.ID) && offer.available());
        if (!available) {
            return;
        }
        try {
            ProductView.install(server.dataSource());
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The table product_view could not be created: let the data source's user create tables or create it"
                            + " yourself from META-INF/product-view.sql",
                    e);
        }
        projections.start(new ProductView());
    }

    @PreDestroy
    void end() {
        projections.stop(ProductView.NAME);
    }

    /**
     * The product as the live generation has it; empty if no event has named it so far.
     *
     * @throws QueryUnavailable if no generation is live yet, or the strategy is not offered
     */
    public Optional<Products.Product> product(String id) {
        requireLive();
        return read(products -> products.find(id));
    }

    /**
     * At most {@code limit} products whose id comes after {@code after}, by id.
     *
     * @throws QueryUnavailable as for {@link #product}
     */
    public List<Products.Product> products(String after, int limit) {
        requireLive();
        return read(products -> products.after(after, limit));
    }

    /**
     * Every generation that is live or being built.
     *
     * @throws QueryUnavailable if the strategy is not offered
     */
    public List<ProjectionState> projections() {
        requireAvailable();
        return projections.all();
    }

    /**
     * Builds a projection anew beside the one that is read.
     *
     * @return false if there is no projection of this name here
     * @throws QueryUnavailable as for {@link #projections}
     */
    public boolean rebuild(String name) {
        requireAvailable();
        return projections.rebuild(name);
    }

    private void requireAvailable() {
        if (!available) {
            throw new QueryUnavailable("This deployment does not offer the strategy " + EventSourcingPublisher.ID
                    + ", so there is nothing to project: GET /catalog/strategies tells why");
        }
    }

    private void requireLive() {
        requireAvailable();
        boolean live = projections.all().stream()
                .anyMatch(state ->
                        state.name().equals(ProductView.NAME) && state.status().equals("live"));
        if (!live) {
            throw new QueryUnavailable("The projection '" + ProductView.NAME
                    + "' is being built for the first time: try again, GET /projections tells how far it is");
        }
    }

    private interface Query<T> {
        T run(Products products) throws SQLException;
    }

    private <T> T read(Query<T> query) {
        try {
            return query.run(new Products(server.dataSource()));
        } catch (SQLException e) {
            throw new IllegalStateException("The projection could not be read", e);
        }
    }
}
