package org.atomicevents.xa.check;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.atomicevents.jdbc.Schema;
import org.atomicevents.spi.Refused;

/**
 * The owner of each node identifier: its transaction log, in a table that all servers of a database see. Two logs under one
 * identifier roll back each other's branches; the branches of a log that was lost are rolled back although they were
 * decided.
 */
final class NodeRegistry {

    private static final String TABLE = "/META-INF/atomicevents/node.sql";

    /** In the log's directory, so that it is lost with it. */
    private static final String ID_FILE = "atomicevents-store-id";

    /** Served by the primary key, as is the next one. */
    private static final String REGISTER =
            "INSERT INTO atomicevents_node (node, store) VALUES (?, ?) ON CONFLICT DO NOTHING";

    private static final String OWNER = "SELECT store FROM atomicevents_node WHERE node = ?";

    private final DataSource database;
    private final Path store;

    /** @param store directory of the transaction log */
    NodeRegistry(DataSource database, Path store) {
        this.database = Objects.requireNonNull(database);
        this.store = Objects.requireNonNull(store);
    }

    /** Registers this server's log under {@code node}; refused if another log is registered. Outside any transaction. */
    Optional<Refused> refusal(String node) throws SQLException, IOException {
        Schema.apply(database, NodeRegistry.class, TABLE);
        String own = storeId();
        String owner = registered(node, own);
        return own.equals(owner)
                ? Optional.empty()
                : Optional.of(new Refused(
                        "node identifier '%s' belongs to another transaction log (%s; this one, in %s, is %s)"
                                .formatted(node, owner, store, own),
                        ("two servers with one identifier roll back each other's transactions, so give this one"
                                        + " its own with -Djboss.tx.node.id; if that log is gone for good, end what it left in"
                                        + " doubt, then DELETE FROM atomicevents_node WHERE node = '%s'")
                                .formatted(node)));
    }

    private String registered(String node, String own) throws SQLException {
        try (Connection connection = database.getConnection()) {
            try (PreparedStatement insert = connection.prepareStatement(REGISTER)) {
                insert.setString(1, node);
                insert.setString(2, own);
                insert.executeUpdate();
            }
            try (PreparedStatement select = connection.prepareStatement(OWNER)) {
                select.setString(1, node);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getString(1);
                }
            }
        }
    }

    private String storeId() throws IOException {
        Path file = store.resolve(ID_FILE);
        if (!Files.exists(file)) {
            Files.createDirectories(store);
            // The link makes the file appear whole and only once: two deployments may start together.
            Path made = Files.writeString(
                    Files.createTempFile(store, ID_FILE, null),
                    UUID.randomUUID().toString());
            try {
                Files.createLink(file, made);
            } catch (FileAlreadyExistsException anotherDeploymentWasFaster) {
                // The other deployment's id is used.
            } finally {
                Files.delete(made);
            }
        }
        return Files.readString(file).strip();
    }
}
