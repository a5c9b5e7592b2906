package org.atomicevents.harness.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.atomicevents.harness.crash.DatabaseQueries.Row;

/**
 * The instance's journal as a kill at this moment would leave it: the server has the file open, so a copy is read, and only
 * one during whose making the file did not change. For one thread.
 */
final class JournalCopy {

    /** A journal is empty but for what is in flight or parked. */
    private static final String ENTRIES = """
            SELECT event_id, CASE WHEN parked_at IS NOT NULL THEN 'parked after ' || attempts || ' attempts: ' || coalesce(last_error, '')
                                  WHEN committed THEN 'committed, to be sent'
                                  ELSE 'intended' END
            FROM intent ORDER BY seq
            """;

    private static final int ATTEMPTS = 100;
    private static final long BETWEEN_NANOS = 20_000_000;

    private final Path file;
    private final Path copy;
    private Version read;
    private List<Row> entries = List.of();

    private record Version(FileTime modified, long size) {

        static Version of(Path file) throws IOException {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return new Version(found.lastModifiedTime(), found.size());
        }
    }

    /**
     * @param directory need not exist yet
     * @param copies the directory of the copies
     */
    JournalCopy(Path directory, Path copies) {
        file = directory.resolve("journal.mv.db");
        copy = copies.resolve("journal.mv.db");
    }

    /** Event id and state; none if there is no journal. */
    List<Row> entries() {
        try {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                Version before = Version.of(file);
                if (before.equals(read)) {
                    return entries;
                }
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                if (Version.of(file).equals(before)) {
                    entries = inCopy();
                    read = before;
                    return entries;
                }
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
        } catch (NoSuchFileException notThere) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("The journal " + file + " cannot be copied", e);
        }
        throw new IllegalStateException("The journal " + file + " did not stay the same for the time of a copy");
    }

    /** DB_CLOSE_DELAY: the server's is in the file and would keep this copy open, and the next one unread. */
    private List<Row> inCopy() {
        String name = copy.toString().replaceFirst("\\.mv\\.db$", "");
        List<Row> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:h2:file:" + name + ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE;DB_CLOSE_DELAY=0", "journal", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ENTRIES)) {
            while (rows.next()) {
                found.add(new Row(rows.getString(1), rows.getString(2)));
            }
            return List.copyOf(found);
        } catch (SQLException e) {
            throw new IllegalStateException("The harness cannot read the copy " + copy + " of the journal", e);
        }
    }
}
