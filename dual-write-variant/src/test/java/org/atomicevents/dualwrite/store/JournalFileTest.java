package org.atomicevents.dualwrite.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.atomicevents.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal's file belongs to one deployment, keeps its entries when the owner dies, and survives interrupted threads. */
class JournalFileTest {

    private static final MainTransaction TRANSACTION = new MainTransaction("742", "main/1");

    @TempDir
    Path directory;

    @Test
    void keepsEveryAttribute() throws Exception {
        Event rich = new Event(
                "id",
                URI.create("/source?a=b"),
                "test.Rich",
                "subject",
                Instant.parse("2026-02-28T23:59:59.123456Z"),
                "application/octet-stream",
                new byte[] {0, 1, -1},
                Map.of("traceparent", "00-1", "tenant", "ünï"));
        try (JournalFile file = JournalFile.open(directory)) {
            new JournalStore(file).intend(TRANSACTION, List.of(1L), List.of(rich));
        }
        try (JournalFile file = JournalFile.open(directory)) {
            JournalStore store = new JournalStore(file);
            Intent read = store.read(List.of(1L)).get(0);
            assertThat(read.event()).isEqualTo(rich);
            assertThat(read.transaction()).isEqualTo(TRANSACTION);
            assertThat(store.numbers(1)).as("the numbers go on").containsExactly(2L);
        }
    }

    @Test
    void aSecondDeploymentInTheSameServerIsRefused() throws Exception {
        try (JournalFile first = JournalFile.open(directory)) {
            assertThat(first).isNotNull();
            assertThatIllegalStateException()
                    .isThrownBy(() -> JournalFile.open(directory))
                    .withMessageContaining(directory.toString())
                    .withMessageContaining("in use by another deployment")
                    .withMessageContaining("atomicevents.journal.directory");
        }
        JournalFile.open(directory).close();
    }

    @Test
    void aSecondServerIsRefusedAndADeadOneLeavesAllThatItWrote() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                + File.pathSeparator,
                        OtherServer.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("written");
            assertThatIllegalStateException()
                    .isThrownBy(() -> JournalFile.open(directory))
                    .withMessageContaining("in use by another deployment");
        } finally {
            other.destroyForcibly();
            assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        try (JournalFile file = JournalFile.open(directory)) {
            JournalStore store = new JournalStore(file);
            assertThat(store.waiting(0, 1000)).hasSize(OtherServer.ENTRIES);
        }
    }

    /** With another kind of channel an interrupt would close the file under all threads. */
    @Test
    void anInterruptedThreadDoesNotCloseTheJournalForTheOthers() throws Exception {
        try (JournalFile file = JournalFile.open(directory)) {
            JournalStore store = new JournalStore(file);
            Thread interrupted = new Thread(() -> {
                Thread.currentThread().interrupt();
                try {
                    intend(store, "interrupted");
                } catch (SQLException refused) {
                    // Its transaction rolls back; the test is about the other threads.
                }
            });
            interrupted.start();
            interrupted.join();
            intend(store, "after");
            assertThat(store.read(store.waiting(0, 10)))
                    .extracting(intent -> intent.event().id())
                    .contains("after");
        }
    }

    @Test
    void aFileThatWasClosedIsAsSmallAsWhatIsLeftInIt() throws Exception {
        try (JournalFile file = JournalFile.open(directory)) {
            JournalStore store = new JournalStore(file);
            for (int i = 0; i < 500; i++) {
                List<Long> number = intend(store, "e" + i);
                store.resolve(number);
            }
        }
        assertThat(directory.resolve("journal.mv.db")).isRegularFile();
        assertThat(directory.resolve("journal.mv.db").toFile().length()).isLessThan(200_000);
    }

    static List<Long> intend(JournalStore store, String id) throws SQLException {
        List<Long> number = store.numbers(1);
        store.intend(
                TRANSACTION, number, List.of(Event.json(id, URI.create("/test"), "test.Happened", "subject", "{}")));
        return number;
    }

    /** Writes, prints a line, and waits to be killed. */
    static final class OtherServer {

        static final int ENTRIES = 200;

        private OtherServer() {}

        public static void main(String[] directory) throws Exception {
            JournalStore store = new JournalStore(JournalFile.open(Path.of(directory[0])));
            for (int i = 0; i < ENTRIES; i++) {
                intend(store, "e" + i);
            }
            System.out.println("written");
            System.in.read();
        }
    }
}
