package org.atomicevents.catalog.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.atomicevents.Event;
import org.atomicevents.EventPublisher;
import org.atomicevents.Guarantees;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A command writes the product and its ledger row, then publishes; a refused command publishes nothing. */
class StateStoredHandlerTest {

    private final JdbcDataSource database = new JdbcDataSource();
    private final List<Event> published = new ArrayList<>();
    private final ChosenPublisher chosen = new ChosenPublisher(
            "some-strategy", publisher(published::add), event -> event.with("traceparent", "the request's"));
    private Connection keepsItOpen;
    private SessionFactory sessions;
    private StateStoredHandler handler;

    @BeforeEach
    void open() throws SQLException {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
        keepsItOpen = database.getConnection();
        Configuration mapping =
                new Configuration().addAnnotatedClass(Product.class).addAnnotatedClass(LedgerEntry.class);
        mapping.setProperty(AvailableSettings.JAKARTA_HBM2DDL_DATABASE_ACTION, "create")
                .setProperty(AvailableSettings.JAKARTA_HBM2DDL_CREATE_SOURCE, "script")
                .setProperty(AvailableSettings.JAKARTA_HBM2DDL_CREATE_SCRIPT_SOURCE, "META-INF/catalog.sql");
        mapping.getProperties().put(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, database);
        sessions = mapping.buildSessionFactory();
        handler = new StateStoredHandler(sessions);
    }

    @AfterEach
    void close() throws SQLException {
        sessions.close();
        keepsItOpen.close();
    }

    @Test
    void aCreatedProductIsARowAtVersionOneWithItsLedgerRowAndItsEvent() throws SQLException {
        assertThat(handler.create(chosen, create("c1", "lamp", "12.5"))).isEqualTo(1);

        assertThat(rows("SELECT id, name, price, version FROM product")).containsExactly("lamp Lamp 12.50 1");
        assertThat(rows("SELECT command_id, product_id, version, strategy FROM ledger"))
                .containsExactly("c1 lamp 1 some-strategy");
        assertThat(published).extracting(Event::id).containsExactly("c1");
        assertThat(published).extracting(Event::subject).containsExactly("lamp");
        assertThat(published).extracting(Event::type).containsExactly("org.atomicevents.catalog.ProductCreated");
    }

    @Test
    void aChangedPriceIsTheNextVersion() throws SQLException {
        handler.create(chosen, create("c1", "lamp", "12.50"));

        assertThat(handler.changePrice(chosen, changePrice("c2", "lamp", "13", null)))
                .isEqualTo(2);
        assertThat(handler.changePrice(chosen, changePrice("c3", "lamp", "14", 2L)))
                .isEqualTo(3);

        assertThat(rows("SELECT id, name, price, version FROM product")).containsExactly("lamp Lamp 14.00 3");
        assertThat(rows("SELECT command_id, version FROM ledger ORDER BY version"))
                .containsExactly("c1 1", "c2 2", "c3 3");
        assertThat(published).extracting(Event::id).containsExactly("c1", "c2", "c3");
    }

    /** So that the row lock orders the events of one product, and the database is enlisted before the broker. */
    @Test
    void theRowsAreWrittenBeforeTheEventIsPublished() {
        List<String> seen = new ArrayList<>();
        ChosenPublisher reading = new ChosenPublisher(
                "some-strategy",
                publisher(event -> seen.addAll(rowsOrFail("SELECT product.version, command_id FROM product, ledger"))),
                event -> event);

        handler.create(reading, create("c1", "lamp", "12.50"));

        assertThat(seen).containsExactly("1 c1");
    }

    @Test
    void anEventContinuesTheTraceOfItsRequest() {
        handler.create(chosen, create("c1", "lamp", "12.50"));

        assertThat(published.get(0).extensions()).containsEntry("traceparent", "the request's");
    }

    @Test
    void aVersionThatIsNotTheProductsIsAConflictThatNamesBoth() {
        handler.create(chosen, create("c1", "lamp", "12.50"));
        handler.changePrice(chosen, changePrice("c2", "lamp", "13", null));

        assertRefused(changePrice("c3", "lamp", "14", 1L), CommandRefused.Reason.CONFLICT, "is at version 2");
    }

    @Test
    void aProductThatIsNotThereIsUnknownWithAndWithoutAVersion() {
        assertRefused(changePrice("c1", "sofa", "1", null), CommandRefused.Reason.UNKNOWN, "'sofa' does not exist");
        assertRefused(changePrice("c1", "sofa", "1", 1L), CommandRefused.Reason.UNKNOWN, "'sofa' does not exist");
    }

    @Test
    void aCommandIdIsExecutedOnce() {
        handler.create(chosen, create("c1", "lamp", "12.50"));

        assertRefused(changePrice("c1", "lamp", "13", null), CommandRefused.Reason.CONFLICT, "command 'c1'");
    }

    @Test
    void aProductIdIsGivenOnce() {
        handler.create(chosen, create("c1", "lamp", "12.50"));
        published.clear();

        assertThatThrownBy(() -> handler.create(chosen, create("c2", "lamp", "1")))
                .isInstanceOfSatisfying(
                        CommandRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(CommandRefused.Reason.CONFLICT))
                .hasMessageContaining("Product 'lamp'");
        assertThat(published).isEmpty();
    }

    private void assertRefused(Command.ChangePrice command, CommandRefused.Reason reason, String message) {
        published.clear();
        assertThatThrownBy(() -> handler.changePrice(chosen, command))
                .isInstanceOfSatisfying(
                        CommandRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
        assertThat(published).isEmpty();
    }

    private static Command.Create create(String commandId, String productId, String price) {
        return new Command.Create(commandId, productId, "Lamp", new BigDecimal(price));
    }

    private static Command.ChangePrice changePrice(String commandId, String productId, String price, Long fromVersion) {
        return new Command.ChangePrice(commandId, productId, new BigDecimal(price), fromVersion);
    }

    private static EventPublisher publisher(Consumer<Event> publish) {
        return new EventPublisher() {
            @Override
            public void publish(Event event) {
                publish.accept(event);
            }

            @Override
            public Guarantees guarantees() {
                return Guarantees.admitting();
            }
        };
    }

    private List<String> rowsOrFail(String query) {
        try {
            return rows(query);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The columns of each row, with a blank in between. */
    private List<String> rows(String query) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Statement statement = keepsItOpen.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    columns.add(rows.getString(column));
                }
                all.add(String.join(" ", columns));
            }
        }
        return all;
    }
}
