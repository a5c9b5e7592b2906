package org.atomicevents.dualwrite.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.atomicevents.jdbc.Schema;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * The journal of an instance on its disk: an H2 database that belongs to one deployment at a time and is never part of a JTA
 * transaction.
 *
 * <p>Thread-safe. A JVM that dies leaves the file, and the next one opens it; it holds everything that was committed.
 */
public final class JournalFile implements AutoCloseable {

    private static final String SCHEMA = "/META-INF/atomicevents/journal.sql";
    private static final int CONNECTIONS = 32;
    private static final int WAIT_SECONDS = 10;

    /**
     * WRITE_DELAY: the default leaves half a second of commits in memory. async: with the other kinds of channel an interrupted
     * thread would close the file for all threads. DB_CLOSE_ON_EXIT: the server closes the database, not a hook of H2.
     * TRACE_LEVEL_FILE: every error is thrown, and logged by its catcher. RETENTION_TIME: the milliseconds for which outdated
     * data is not overwritten, which H2 needs for data that the disk does not have yet; the sweeper forces the file more often
     * than that, and with the default 45 seconds of traffic would stay in the file. OPTIMIZE_REUSE_RESULTS: otherwise a query
     * that ran beside a commit may be given its old result again.
     */
    private static final String URL =
            "jdbc:h2:async:%s;WRITE_DELAY=0;MODE=PostgreSQL;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0"
                    + ";RETENTION_TIME=10000;OPTIMIZE_REUSE_RESULTS=0";

    private final FileChannel lock;
    private final JdbcConnectionPool pool;

    private JournalFile(FileChannel lock, JdbcConnectionPool pool) {
        this.lock = lock;
        this.pool = pool;
    }

    /**
     * Opens the journal in {@code directory}, which is created if it is not there.
     *
     * @param directory absolute
     * @throws IllegalStateException if another deployment, on this server or another, has it open; the message names the remedy
     * @throws SQLException if H2 cannot open it
     * @throws IOException if the directory cannot be written
     */
    public static JournalFile open(Path directory) throws SQLException, IOException {
        Files.createDirectories(directory);
        FileChannel lock = lock(directory);
        JdbcConnectionPool pool = JdbcConnectionPool.create(URL.formatted(directory.resolve("journal")), "journal", "");
        try {
            pool.setMaxConnections(CONNECTIONS);
            pool.setLoginTimeout(WAIT_SECONDS);
            Schema.apply(pool, JournalFile.class, SCHEMA);
            return new JournalFile(lock, pool);
        } catch (SQLException | RuntimeException e) {
            pool.dispose();
            lock.close();
            throw e;
        }
    }

    /** Locks a file of its own: H2's lock would let two deployments in one JVM share the database. */
    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve("journal.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException inThisJvm) {
            // Refused below, like a lock of another process.
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IllegalStateException(
                "the journal in %s is in use by another deployment: give each its own directory (atomicevents.journal.directory) or undeploy the other"
                        .formatted(directory));
    }

    /** A connection that the caller closes. */
    Connection connect() throws SQLException {
        try {
            return pool.getConnection();
        } catch (IllegalStateException disposed) {
            throw new SQLException("the journal was closed with its deployment", disposed);
        }
    }

    /** Closes the database and unlocks the directory; later calls on the store fail. May be called again. */
    @Override
    public void close() {
        try (lock;
                Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN COMPACT");
        } catch (SQLException | IOException alreadyClosed) {
            // Everything committed is in the file either way; the next open recovers it.
        } finally {
            pool.dispose();
        }
    }
}
