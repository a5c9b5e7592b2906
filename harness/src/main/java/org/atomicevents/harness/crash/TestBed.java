package org.atomicevents.harness.crash;

import jakarta.jms.JMSException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.atomicevents.harness.fault.JournalLost;
import org.atomicevents.harness.history.History;
import org.atomicevents.harness.trace.Conductor;
import org.atomicevents.harness.trace.TraceServer;
import org.atomicevents.servers.Artemis;
import org.atomicevents.servers.ArtemisManagement;
import org.atomicevents.servers.Installation;
import org.atomicevents.servers.Stack;
import org.atomicevents.servers.Wildfly;

/** A stack with the rules in its server, and everything the harness looks at it with. For one thread. */
final class TestBed implements AutoCloseable {

    final StrategySetup setup;
    final Conductor conductor;
    final HistoryRecorder recorder = new HistoryRecorder();
    final Stack stack;
    final Commands commands;
    final DatabaseQueries database;
    final AuditQueue audit;
    final ArtemisManagement broker;
    final TransactionLog log;
    final RecoveryListener recovery;
    private final JournalCopy journal;
    private final TraceServer traces;
    private final DatabaseQueries probe;
    private final DatabaseQueries sampled;
    private final ArtemisManagement sampledBroker;

    private TestBed(Installation installation, Path folder, String strategy, List<String> scripts)
            throws SQLException, JMSException {
        setup = StrategySetup.of(strategy);
        conductor = new Conductor(recorder::reached);
        traces = new TraceServer(conductor, recorder::heard);
        Stack started = null;
        try {
            Wildfly.Options options = Instrumentation.of(installation, folder, traces.port(), rules(scripts));
            options = StrategyServer.offering(strategy, options);
            started = Stack.start(installation, folder.resolve("servers"), options);
            stack = started;
            probe = new DatabaseQueries(stack.postgres().dataSource(), setup.truth());
            commands = new Commands(stack.wildfly().catalog());
            database = new DatabaseQueries(stack.postgres().dataSource(), setup.truth());
            audit = new AuditQueue(stack.artemis().connectionFactory(), Artemis.AUDIT_QUEUE);
            broker = stack.artemis().management();
            sampled = new DatabaseQueries(stack.postgres().dataSource(), setup.truth());
            sampledBroker = stack.artemis().management();
            log = new TransactionLog(stack.wildfly().objectStore());
            journal = new JournalCopy(JournalLost.directory(stack.wildfly()), folder.resolve("journal-copy"));
            recovery = new RecoveryListener(stack.wildfly().recoveryPort());
        } catch (SQLException | JMSException | RuntimeException e) {
            traces.close();
            if (started != null) {
                started.close();
            }
            throw e;
        }
    }

    /**
     * Starts a new stack in {@code folder}, whose server offers {@code strategy} and no other.
     *
     * @param scripts rules besides the tracing ones, by resource name
     */
    static TestBed open(Installation installation, Path folder, String strategy, List<String> scripts)
            throws SQLException, JMSException {
        return new TestBed(installation, folder, strategy, scripts);
    }

    private List<String> rules(List<String> more) {
        return Stream.concat(setup.server().rules().stream(), more.stream()).toList();
    }

    /** From here on, what the traced threads say goes into {@code history}. */
    void watch(History history) {
        recorder.watch(history, probe);
    }

    /** One at a time; see {@link InDoubtWatch#start}. */
    InDoubtWatch watchInDoubt(History history) {
        return InDoubtWatch.start(history, sampled, sampledBroker);
    }

    /** One more connection, which the caller closes. */
    DatabaseQueries openDatabase() {
        try {
            return new DatabaseQueries(stack.postgres().dataSource(), setup.truth());
        } catch (SQLException e) {
            throw new IllegalStateException("The database of the stack does not answer; see its log", e);
        }
    }

    /** The events that wait to be sent, in the database or in the instance's journal; parked entries too. */
    List<DatabaseQueries.Row> backlog() {
        return setup.truth().journaled() ? journal.entries() : database.outbox();
    }

    String backlogIn() {
        return setup.truth().journaled() ? "journal" : "outbox";
    }

    Wildfly server() {
        return stack.wildfly();
    }

    /** Ends the servers; what they wrote stays. */
    @Override
    public void close() {
        recorder.unwatch();
        traces.close();
        audit.close();
        broker.close();
        sampledBroker.close();
        sampled.close();
        database.close();
        probe.close();
        stack.close();
    }
}
