package org.atomicevents.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The users of the server's ApplicationRealm, in the two files that {@code add-user.sh -a} writes. */
public final class ApplicationUsers {

    private static final String REALM = "ApplicationRealm";

    private ApplicationUsers() {}

    /**
     * Adds a user; a server that runs reads the files again when they have changed.
     *
     * @param roles one or several, separated by commas
     */
    public static void add(Path configuration, String user, String password, String roles) throws IOException {
        append(configuration.resolve("application-users.properties"), user + "=" + digest(user, password));
        append(configuration.resolve("application-roles.properties"), user + "=" + roles);
    }

    /** On a line of its own, whether or not the file ends with one. */
    private static void append(Path file, String line) throws IOException {
        Files.writeString(file, "\n" + line + "\n", StandardOpenOption.APPEND);
    }

    /** The server's own format for this realm; for a password that is no secret. */
    private static String digest(String user, String password) {
        try {
            byte[] text = (user + ":" + REALM + ":" + password).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no MD5, which the server's user files need", e);
        }
    }
}
