package org.atomicevents.catalog.command;

import static org.atomicevents.catalog.command.CommandRefused.Reason.CONFLICT;
import static org.atomicevents.catalog.command.CommandRefused.Reason.UNKNOWN;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.atomicevents.Event;
import org.atomicevents.PublishException;
import org.atomicevents.eventsourcing.Aggregate;
import org.atomicevents.eventsourcing.DuplicateEvent;
import org.atomicevents.eventsourcing.StreamConflict;
import org.atomicevents.eventsourcing.container.Streams;
import org.atomicevents.eventsourcing.stream.Aggregates;
import org.atomicevents.eventsourcing.stream.EventSourcingPublisher;

/**
 * Stores a product as a stream of events and nothing else: no row, no ledger. The store's own relay publishes what is appended,
 * after the commit. The store refuses a second event with the command's id.
 */
@Dependent
class EventSourcedHandler implements CommandHandler {

    static final String STRATEGY = EventSourcingPublisher.ID;

    private static final ProductFold FOLD = new ProductFold();

    @Inject
    private Streams streams;

    @Override
    public long create(ChosenPublisher chosen, Command.Create command) {
        Aggregate<Product> none = new Aggregate<>(command.productId(), 0, null);
        Product product = new Product(command.productId(), command.name(), command.price());
        try {
            return append(none, command, chosen.traced(ProductEvents.created(command.commandId(), product)));
        } catch (StreamConflict taken) {
            throw CommandRefused.repeated(command);
        }
    }

    @Override
    public long changePrice(ChosenPublisher chosen, Command.ChangePrice command) {
        try {
            return changeOnce(chosen, command);
        } catch (StreamConflict faster) {
            // The refused append has left this transaction with the stream's lock: what is loaded now stays.
            try {
                return changeOnce(chosen, command);
            } catch (StreamConflict again) {
                throw new CommandRefused(CONFLICT, again.getMessage());
            }
        }
    }

    private long changeOnce(ChosenPublisher chosen, Command.ChangePrice command) {
        Aggregate<Product> current = load(command.productId());
        if (current.isEmpty()) {
            throw new CommandRefused(UNKNOWN, "Product '" + command.productId() + "' does not exist");
        }
        if (command.fromVersion() != null && command.fromVersion() != current.version()) {
            throw CommandRefused.moved(command.productId(), current.version(), command.fromVersion());
        }
        Product next = current.state().repriced(command.price());
        return append(current, command, chosen.traced(ProductEvents.priceChanged(command.commandId(), next)));
    }

    private Aggregates<Product> products() {
        return streams.of(FOLD);
    }

    private Aggregate<Product> load(String productId) {
        try {
            return products().load(productId);
        } catch (SQLException e) {
            throw new PublishException("Product " + productId + " could not be loaded from its stream", e);
        }
    }

    private long append(Aggregate<Product> from, Command command, Event event) {
        try {
            return products().append(from, List.of(event)).version();
        } catch (DuplicateEvent e) {
            throw CommandRefused.repeated(command);
        } catch (SQLException e) {
            throw new PublishException(event + " was refused by the database; the transaction will roll back", e);
        }
    }
}
