package org.atomicevents.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs and an initialised, empty database cluster; both made once and kept beside the other servers. */
record PostgresBinaries(Path home, Path template) {

    /** No locale of the machine decides how text is compared, and messages are in English. */
    static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C", "TZ", "UTC");

    static PostgresBinaries of(Installation installation) {
        Path archive = installation.postgresTxz();
        Path servers = installation.servers();
        try {
            String name = checksum(archive);
            Path home = Directories.once(
                    servers.resolve("postgresql-unpacked-" + name), directory -> unpack(archive, directory));
            Path template = Directories.once(
                    servers.resolve("postgresql-template-" + name),
                    directory -> initialise(home, directory.resolve("data")));
            return new PostgresBinaries(home, template.resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL cannot be unpacked from " + archive, e);
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it does not know that it is. */
    static List<String> unprivileged(List<String> line) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return line;
        }
        Path unshare = Path.of("/usr/bin/unshare");
        if (!Files.isExecutable(unshare)) {
            throw new IllegalStateException("PostgreSQL refuses to run as root, and " + unshare
                    + " (package util-linux), which works around it, is missing. Install it, or work as another user.");
        }
        var all = new ArrayList<>(List.of(unshare.toString(), "-U"));
        all.addAll(line);
        return all;
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static void initialise(Path home, Path data) throws IOException {
        Path password = Files.writeString(data.resolveSibling("password"), Postgres.PASSWORD);
        Path bin = home.resolve("bin");
        run(
                List.of(
                        bin.resolve("initdb").toString(),
                        "--pgdata=" + data,
                        "--username=" + Postgres.USER,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--no-locale",
                        "--no-sync"),
                "");
        run(
                List.of(bin.resolve("postgres").toString(), "--single", "-D", data.toString(), "postgres"),
                "CREATE DATABASE " + Postgres.DATABASE + "\n");
        Files.delete(password);
    }

    private static void run(List<String> line, String input) throws IOException {
        var builder = new ProcessBuilder(unprivileged(line)).redirectErrorStream(true);
        builder.environment().putAll(ENVIRONMENT);
        Process process = builder.start();
        try (var in = process.outputWriter()) {
            in.write(input);
        }
        String output = new String(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) {
                throw new IOException(
                        String.join(" ", line) + " ended with status " + process.exitValue() + ":\n" + output);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while running " + String.join(" ", line), e);
        }
    }

    /** Tells one version's archive from another's, which its name does not. */
    private static String checksum(Path archive) throws IOException {
        try (var in = new CheckedInputStream(Files.newInputStream(archive), new CRC32())) {
            in.transferTo(OutputStream.nullOutputStream());
            return "%08x".formatted(in.getChecksum().getValue());
        }
    }

    private static void unpack(Path archive, Path directory) throws IOException {
        try (var tar = new TarArchiveInputStream(
                new XZCompressorInputStream(new BufferedInputStream(Files.newInputStream(archive))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = directory.resolve(entry.getName()).normalize();
                if (!target.startsWith(directory)) {
                    throw new IOException(archive + " has an entry outside itself: " + entry.getName());
                }
                unpack(tar, entry, target);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            if ((entry.getMode() & 0100) != 0) {
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }
}
