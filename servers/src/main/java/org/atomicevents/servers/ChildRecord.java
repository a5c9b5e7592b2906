package org.atomicevents.servers;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * One child on disk: its name, its owner, its process id and start time. The child itself writes its process id, in the
 * instant before it becomes the program, so there is no moment in which it runs unrecorded.
 */
record ChildRecord(String name, Identity owner, Identity child) {

    static final String SUFFIX = ".child";

    /** Start times are read from the kernel in ticks since boot, and the time of boot is only known to the second. */
    private static final Duration CLOCK_GRAIN = Duration.ofSeconds(2);

    /** A process, as certainly as the operating system tells: an id alone may have been given to another since. */
    record Identity(long pid, Instant startedAt) {

        static Identity of(ProcessHandle handle) {
            return new Identity(handle.pid(), handle.info().startInstant().orElse(Instant.EPOCH));
        }

        /** The process, if it is alive and the same one. */
        Optional<ProcessHandle> find() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> Duration.between(of(handle).startedAt(), startedAt)
                                    .abs()
                                    .compareTo(CLOCK_GRAIN)
                            <= 0);
        }
    }

    static void begin(Path record, String name) throws IOException {
        Identity owner = Identity.of(ProcessHandle.current());
        Files.writeString(
                record, "name=%s%nowner=%d%nowner.start=%s%n".formatted(name, owner.pid(), owner.startedAt()));
    }

    /** The prefix of a command line so that its process id, which {@code exec} keeps, is in the record first. */
    static List<String> recording(Path record) {
        return List.of("/bin/sh", "-c", "printf 'pid=%s\\n' \"$$\" >> \"$0\" && exec \"$@\"", record.toString());
    }

    static void finish(Path record, ProcessHandle child) throws IOException {
        Files.writeString(record, "start=%s%n".formatted(Identity.of(child).startedAt()), StandardOpenOption.APPEND);
    }

    /** Empty if the record was begun but no process came of it. */
    static Optional<ChildRecord> read(Path record) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(Files.readString(record)));
        if (properties.getProperty("owner.start") == null) {
            return Optional.empty();
        }
        var owner = new Identity(
                Long.parseLong(properties.getProperty("owner")), Instant.parse(properties.getProperty("owner.start")));
        // An owner killed between the two writes left the time of the first, which is that of the start.
        String start = properties.getProperty(
                "start", Files.getLastModifiedTime(record).toInstant().toString());
        // No process id: the owner is starting it right now, or was killed before there was a process to end.
        long pid = Long.parseLong(properties.getProperty("pid", "-1"));
        return Optional.of(
                new ChildRecord(properties.getProperty("name"), owner, new Identity(pid, Instant.parse(start))));
    }
}
