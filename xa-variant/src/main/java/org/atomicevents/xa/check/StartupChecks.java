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
 * The checks at deployment for configurations that are known to lose or block transactions later. A certain failure is refused, a
 * possible one is warned of; each with its remedy. Outside any transaction.
 */
public final class StartupChecks {

    private static final String HARDENED = "org.atomicevents.xa.postgresql.HardenedXADataSource";
    private static final Set<String> GONE_WITH_THE_MACHINE = Set.of("tmpfs", "ramfs", "overlay");

    private final DataSource database;
    private final Server server;
    private final Enlistment enlistment;
    private final ServerFacts facts;

    /**
     * The configuration of this server.
     *
     * @param node the transaction manager's node identifier
     * @param store directory of the transaction log
     * @param dataSource JNDI name of the data source
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

    /** The reason why transactions would be torn or stuck here; empty if there is none. */
    public Optional<Refused> refusal() {
        try {
            return isDefaultNode()
                    ? Optional.empty()
                    : new NodeRegistry(database, server.store()).refusal(server.node());
        } catch (SQLException | IOException e) {
            return Optional.of(new Refused(
                    "this server's transaction log could not be registered (" + e.getMessage() + ")",
                    "let the server write to " + server.store() + " and the data source's user create tables,"
                            + " or create the table from META-INF/atomicevents/node.sql"));
        }
    }

    /** The warnings about possible failures, each a sentence with its remedy. */
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
     * before the server has booted, so this is called later than the rest.
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
            facts.xaClass(server.dataSource())
                    .filter(type -> !HARDENED.equals(type))
                    .filter(type -> type.startsWith("org.postgresql."))
                    .ifPresent(type -> warnings.add(type
                            + " reports a database restarted between prepare and commit as a refusal, which tears the transaction:"
                            + " use " + HARDENED + ", see driver-module.cli and datasource.cli in ear/src/main/cli"));
            warnAboutThePool(warnings);
        }
        return List.copyOf(warnings);
    }

    private void warnAboutThePool(List<String> warnings) {
        try (Connection connection = database.getConnection()) {
            XaDatabase.of(connection)
                    .maxPreparedTransactions(connection)
                    .ifPresent(allowed -> warnAboutThePool(allowed, warnings));
        } catch (SQLException e) {
            warnings.add("the database could not be asked for max_prepared_transactions: " + e.getMessage());
        }
    }

    private void warnAboutThePool(int allowed, List<String> warnings) {
        facts.poolSize(server.dataSource())
                .filter(size -> size > allowed)
                .ifPresent(size -> warnings.add(
                        "max_prepared_transactions = %d is less than the pool's %d connections: under load commits will be refused;"
                                        .formatted(allowed, size)
                                + " raise it in postgresql.conf and restart the database"));
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
