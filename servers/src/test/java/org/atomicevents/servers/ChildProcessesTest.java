package org.atomicevents.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessesTest {

    @TempDir
    Path directory;

    private Process stranger;

    @AfterEach
    void endStranger() {
        if (stranger != null) {
            stranger.destroyForcibly();
        }
    }

    @Test
    void childIsTheProgramItselfAndWritesToItsLog() throws IOException {
        try (var children = ChildProcesses.in(directory)) {
            Child child = children.start(command("speaker", "sh", "-c", "echo $$; exec sleep 300"));
            await().until(() -> !Files.readString(child.log()).isBlank());
            assertThat(Files.readString(child.log()).trim()).isEqualTo(Long.toString(child.pid()));
        }
    }

    @Test
    void closeEndsEveryChildAndItsRecord() throws IOException {
        Child first;
        Child second;
        try (var children = ChildProcesses.in(directory)) {
            first = children.start(command("first", "sleep", "300"));
            second = children.start(command("second", "sleep", "300"));
            assertThat(records()).hasSize(2);
        }
        assertThat(first.isAlive()).isFalse();
        assertThat(second.isAlive()).isFalse();
        assertThat(records()).isEmpty();
    }

    @Test
    void killTreeEndsWhatTheChildStarted() throws Exception {
        try (var children = ChildProcesses.in(directory)) {
            Child child = children.start(command("parent", "sh", "-c", "sleep 300 & echo $!; wait"));
            await().until(() -> !Files.readString(child.log()).isBlank());
            ProcessHandle grandchild = ProcessHandle.of(
                            Long.parseLong(Files.readString(child.log()).trim()))
                    .orElseThrow();
            child.killTree();
            assertThat(grandchild.isAlive()).isFalse();
        }
    }

    @Test
    void startAfterCloseIsRefused() {
        var children = ChildProcesses.in(directory);
        children.close();
        assertThatThrownBy(() -> children.start(command("late", "sleep", "300")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("late is not started");
    }

    @Test
    void nextRunEndsWhatKilledRunLeft() throws Exception {
        Owner owner = Owner.start(directory);
        owner.jvm.destroyForcibly().waitFor();
        assertThat(owner.child.isAlive()).isTrue();

        ChildProcesses.in(directory).close();

        assertThat(owner.child.isAlive()).isFalse();
        assertThat(records()).isEmpty();
    }

    @Test
    void nextRunEndsWhatWasKilledBeforeItsStartTimeWasRecorded() throws Exception {
        Owner owner = Owner.start(directory);
        owner.jvm.destroyForcibly().waitFor();
        Path record = records().get(0);
        var written = Files.getLastModifiedTime(record);
        Files.write(
                record,
                Files.readAllLines(record).stream()
                        .filter(line -> !line.startsWith("start="))
                        .toList());
        Files.setLastModifiedTime(record, written);

        ChildProcesses.in(directory).close();

        assertThat(owner.child.isAlive()).isFalse();
    }

    @Test
    void runBesideALivingOneLeavesItsChildrenAlone() throws Exception {
        Owner owner = Owner.start(directory);
        try {
            ChildProcesses.in(directory).close();
            assertThat(owner.child.isAlive()).isTrue();
        } finally {
            owner.jvm.destroy();
        }
    }

    @Test
    void terminatedRunEndsItsChildren() throws Exception {
        Owner owner = Owner.start(directory);
        owner.jvm.destroy();
        assertThat(owner.jvm.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(owner.child.isAlive()).isFalse();
        assertThat(records()).isEmpty();
    }

    @Test
    void anotherProcessWithTheRecordedIdIsLeftAlone() throws IOException {
        stranger = new ProcessBuilder("sleep", "300").start();
        Files.writeString(directory.resolve("1-1-postgres.child"), """
                name=postgres
                owner=1
                owner.start=%s
                pid=%d
                start=%s
                """.formatted(
                        Instant.EPOCH, stranger.pid(), Instant.now().minusSeconds(3600)));

        ChildProcesses.in(directory).close();

        assertThat(stranger.isAlive()).isTrue();
        assertThat(records()).isEmpty();
    }

    private ChildProcesses.Command command(String name, String... line) {
        return new ChildProcesses.Command(name, List.of(line), directory, Map.of(), "TERM");
    }

    private List<Path> records() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".child")).toList();
        }
    }

    /** Another JVM that has one child and waits to be ended. */
    private record Owner(Process jvm, ProcessHandle child) {

        static Owner start(Path directory) throws IOException {
            Process jvm = new ProcessBuilder(
                            Java.executable(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            OwnerMain.class.getName(),
                            directory.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out = jvm.inputReader();
            long pid = Long.parseLong(out.readLine());
            return new Owner(jvm, ProcessHandle.of(pid).orElseThrow());
        }
    }

    static final class OwnerMain {

        private OwnerMain() {}

        public static void main(String[] arguments) throws InterruptedException {
            Path directory = Path.of(arguments[0]);
            Child child = ChildProcesses.in(directory)
                    .start(new ChildProcesses.Command("sleeper", List.of("sleep", "300"), directory));
            System.out.println(child.pid());
            Thread.currentThread().join();
        }
    }
}
