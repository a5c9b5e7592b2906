package org.atomicevents.harness.run;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * {@code run.json}: a {@link Run} on disk. Instants are ISO-8601, every field is present, no other field is accepted.
 * Safe for use by several threads; two writers of one file leave one of the two runs, never a mixture.
 */
public final class RunJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private RunJson() {}

    /**
     * Reads a run.
     *
     * @throws IOException if the file cannot be read, is not a run, or has another schema version; the message names
     *     the file, what was found and what to do
     */
    public static Run read(Path file) throws IOException {
        byte[] content = content(file);
        try {
            JsonNode tree = MAPPER.readTree(content);
            requireSchema(file, tree.path("schemaVersion"));
            return MAPPER.treeToValue(tree, Run.class);
        } catch (OtherSchemaException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(
                    file + " is not a run of schema version " + Run.SCHEMA_VERSION + ": " + e.getMessage()
                            + ". Make a new run, or mend the file.",
                    e);
        }
    }

    /**
     * Writes a run, replacing the file in one move: a JVM that dies meanwhile leaves the former file or none.
     *
     * @throws IOException if the folder does not exist or cannot be written
     */
    public static void write(Run run, Path file) throws IOException {
        Path whole = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            MAPPER.writeValue(whole.toFile(), run);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static byte[] content(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "There is no " + file.getFileName() + " in "
                            + file.toAbsolutePath().getParent()
                            + ". Name the folder of a run: 'crash', 'bench' and 'compare' make one.",
                    e);
        }
    }

    private static void requireSchema(Path file, JsonNode version) throws OtherSchemaException {
        if (!version.isInt() || version.intValue() != Run.SCHEMA_VERSION) {
            throw new OtherSchemaException(file + " has schema version " + (version.isMissingNode() ? "none" : version)
                    + ", this harness reads " + Run.SCHEMA_VERSION
                    + ". Make a new run, or read it with the harness of the commit that wrote it.");
        }
    }

    private static final class OtherSchemaException extends IOException {
        private static final long serialVersionUID = 1;

        OtherSchemaException(String message) {
            super(message);
        }
    }
}
