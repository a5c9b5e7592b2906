package org.atomicevents.xa.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.atomicevents.spi.Refused;
import org.atomicevents.xa.Enlistment;
import org.atomicevents.xa.database.XaDatabase;
import org.atomicevents.xa.release.Releases;

/**
 * The checks at deployment for what is known to lose or block transactions later. A certain failure is refused, a possible one is
 * warned of; each with its remedy. Outside any transaction.
 */
public final class StartupChecks {

    private static final Set<String> GONE_WITH_THE_MACHINE = Set.of("tmpfs", "ramfs", "overlay");

    private final DataSource database;
    private final Server server;
    private final Enlistment enlistment;
    private final ServerFacts facts;

    /**
     * This server, as it was configured.
     *
     * @param node the transaction manager's node identifier
     * @param store directory of the transaction log
     * @param dataSource JNDI name
     * @param factory JNDI name of the XA connection factory
     */
    public record Server(String node, Path store, String dataSource, String factory) {}

    public StartupChecks(DataSource database, Server server, Enlistment enlistment) {
        this(database, server, enlistment, new ServerFacts());
    }

    StartupChecks(DataSource database, Server server, Enlistment enlistment, ServerFacts facts) {
        this.database = Objects.requireNonNull(database);
        this.server = Objects.requireNonNull(server);
        this.enlistment = Objects.requireNonNull(enlistment);
        this.facts = Objects.requireNonNull(facts);
    }

    /**
     * Registers this server's transaction log under its node identifier; refused if that one belongs to another log, because
     * transactions would be torn.
     */
    public Optional<Refused> registerNode() {
        try {
            return isDefaultNode()
                    ? Optional.empty()
                    : new NodeRegistry(database, server.store()).register(server.node());
        } catch (SQLException | IOException e) {
            return Optional.of(new Refused(
                    "this server's transaction log could not be registered (" + e.getMessage() + ")",
                    "let the server write to " + server.store() + " and the data source's user create tables,"
                            + " or create the table from META-INF/atomicevents/node.sql"));
        }
    }

    /** The warnings about what may go wrong, each a sentence with its remedy. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (isDefaultNode()) {
            warnings.add(
                    "the node identifier is the default '%s': a second server like this one would roll back its transactions;"
                                    .formatted(server.node())
                            + " give each its own with -Djboss.tx.node.id");
        }
        warnAboutTheLog(warnings);
        try (Connection connection = database.getConnection()) {
            XaDatabase kind = XaDatabase.of(connection);
            warnings.addAll(kind.warnings(connection));
            if (enlistment == Enlistment.TWO_PHASE) {
                warnings.addAll(kind.twoPhaseWarnings(connection));
            }
        } catch (SQLException e) {
            warnings.add("the database could not be examined: " + e.getMessage());
        }
        return List.copyOf(warnings);
    }

    /**
     * The warnings that need the server's management model, each a sentence with its remedy. The model cannot be read
     * before the server has booted: ask later than the rest.
     */
    public List<String> warningsOfTheModel() {
        List<String> warnings = new ArrayList<>();
        if (enlistment == Enlistment.TWO_PHASE && facts.isWithoutRecovery(server.dataSource())) {
            warnings.add(
                    "the data source %s has no-recovery=true: what a crash leaves prepared there keeps its locks for ever;"
                                    .formatted(server.dataSource())
                            + " set it to false");
        }
        if (facts.isFactoryWithoutRecovery(server.factory())) {
            warnings.add(
                    "the connection factory %s has use-auto-recovery=false: what a crash leaves prepared at the broker"
                                    .formatted(server.factory())
                            + " is never delivered; set it to true");
        }
        facts.version()
                .filter(Releases::losesMessagingRecovery)
                .ifPresent(version -> warnings.add(
                        "WildFly %s does not recover the broker's branches after a crash (WFLY-21044): use 38.0.1 or newer"
                                .formatted(version)));
        if (enlistment == Enlistment.TWO_PHASE) {
            warnAboutTheDataSource(warnings);
        }
        return List.copyOf(warnings);
    }

    private void warnAboutTheDataSource(List<String> warnings) {
        try (Connection connection = database.getConnection()) {
            XaDatabase kind = XaDatabase.of(connection);
            facts.xaClass(server.dataSource()).flatMap(kind::dataSourceWarning).ifPresent(warnings::add);
            Optional<Integer> poolSize = facts.poolSize(server.dataSource());
            if (poolSize.isPresent()) {
                kind.poolWarning(connection, poolSize.get()).ifPresent(warnings::add);
            }
        } catch (SQLException e) {
            warnings.add("the database could not be asked for max_prepared_transactions: " + e.getMessage());
        }
    }

    private boolean isDefaultNode() {
        return "1".equals(server.node());
    }

    private void warnAboutTheLog(List<String> warnings) {
        String remedy = ": a server that comes back without its log rolls back what was decided; put"
                + " /subsystem=transactions:write-attribute(name=object-store-path) on a disk that survives the server";
        try {
            if (server.store().toAbsolutePath().startsWith(System.getProperty("java.io.tmpdir"))) {
                warnings.add("the transaction log is below the directory for temporary files, in " + server.store()
                        + remedy);
            } else if (Files.exists(server.store())) {
                String type = Files.getFileStore(server.store()).type();
                if (GONE_WITH_THE_MACHINE.contains(type)) {
                    warnings.add(
                            "the transaction log in %s is on a file system of type %s".formatted(server.store(), type)
                                    + remedy);
                }
            }
        } catch (IOException e) {
            warnings.add("the transaction log's file system could not be examined: " + e.getMessage());
        }
    }
}
