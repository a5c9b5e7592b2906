package org.atomicevents.servers;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The log of a server since it was started; a log is appended to over restarts. */
final class Logs {

    private static final int SHOWN = 25;
    private static final int LARGEST = 1 << 20;

    private Logs() {}

    static long end(Path log) {
        try {
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** At most the last mebibyte; empty if there is nothing to read. */
    static String since(Path log, long from) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(from, file.length() - LARGEST);
            var bytes = new byte[(int) Math.max(0, file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** For a message: where the log is and its last lines. */
    static String tail(Path log, long from) {
        List<String> lines = since(log, from).lines().toList();
        return lines.stream()
                .skip(Math.max(0, lines.size() - SHOWN))
                .collect(Collectors.joining("\n  ", "the end of " + log + ":\n  ", ""));
    }

    /** For a message: where the log is, and its first error with what follows it. */
    static String firstError(Path log, long from) {
        return since(log, from)
                .lines()
                .dropWhile(line -> !line.contains(" ERROR "))
                .limit(SHOWN)
                .collect(Collectors.joining("\n  ", "the first error in " + log + ":\n  ", ""));
    }
}
