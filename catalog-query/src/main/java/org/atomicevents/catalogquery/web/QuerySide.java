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
 * Feeds the projections on this server as long as it is deployed, and answers from them. Without the strategy
 * {@code event-sourcing} there is nothing to project, and everything is {@link Problem#unavailable}.
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

    /** What the projection tells about a product; never a half-built one. */
    public Optional<Products.Product> product(String id) {
        requireLive();
        return asked(products -> products.find(id));
    }

    /** At most {@code limit} products whose id comes after {@code after}, by id. */
    public List<Products.Product> products(String after, int limit) {
        requireLive();
        return asked(products -> products.after(after, limit));
    }

    /** Every generation that is read or being built. */
    public List<ProjectionState> projections() {
        requireAvailable();
        return projections.all();
    }

    /** Builds a projection anew beside the one that is read. */
    public void rebuild(String name) {
        requireAvailable();
        if (!projections.rebuild(name)) {
            throw Problem.unknown("There is no projection '%s' here: see GET /projections".formatted(name));
        }
    }

    private void requireAvailable() {
        if (!available) {
            throw Problem.unavailable("This deployment does not offer the strategy " + EventSourcingPublisher.ID
                    + ", so there is nothing to project: GET /catalog/strategies tells why");
        }
    }

    private void requireLive() {
        requireAvailable();
        boolean live = projections.all().stream()
                .anyMatch(state ->
                        state.name().equals(ProductView.NAME) && state.status().equals("live"));
        if (!live) {
            throw Problem.unavailable("The projection '" + ProductView.NAME
                    + "' is being built for the first time: try again, GET /projections tells how far it is");
        }
    }

    private interface Question<T> {
        T ask(Products products) throws SQLException;
    }

    private <T> T asked(Question<T> question) {
        try {
            return question.ask(new Products(server.dataSource()));
        } catch (SQLException e) {
            throw new IllegalStateException("The projection could not be read", e);
        }
    }
}
