package org.atomicevents.harness.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.atomicevents.harness.crash.DatabaseQueries.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal is read while its owner has it open, as often as it changes. */
class JournalCopyTest {

    @TempDir
    Path folder;

    @Test
    void whereThereIsNoJournalNothingWaits() {
        assertThat(new JournalCopy(folder.resolve("none"), folder.resolve("copy")).entries())
                .isEmpty();
    }

    @Test
    void everyChangeOfTheOwnerIsSeen() throws Exception {
        Path directory = Files.createDirectories(folder.resolve("journal"));
        JournalCopy journal = new JournalCopy(directory, folder.resolve("copy"));
        String url = "jdbc:h2:async:" + directory.resolve("journal") + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1";
        try (Connection owner = DriverManager.getConnection(url, "journal", "")) {
            run(
                    owner,
                    "CREATE TABLE intent (seq int, event_id varchar, committed boolean, parked_at date, attempts int, last_error varchar)");
            assertThat(journal.entries()).isEmpty();
            run(owner, "INSERT INTO intent VALUES (1, 'a', FALSE, NULL, 0, NULL), (2, 'b', TRUE, NULL, 0, NULL)");
            assertThat(journal.entries())
                    .containsExactly(new Row("a", "intended"), new Row("b", "committed, to be sent"));
            run(owner, "DELETE FROM intent WHERE seq = 1");
            run(owner, "UPDATE intent SET parked_at = CURRENT_DATE, attempts = 2, last_error = 'no'");
            assertThat(journal.entries()).containsExactly(new Row("b", "parked after 2 attempts: no"));
            assertThat(journal.entries()).hasSize(1);
            run(owner, "SHUTDOWN");
        }
        assertThat(journal.entries()).hasSize(1);
    }

    private static void run(Connection owner, String sql) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
