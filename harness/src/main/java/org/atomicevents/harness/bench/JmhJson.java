package org.atomicevents.harness.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/** JMH's own JSON, of one run or of several on the same rig. */
final class JmhJson {

    /** The identity of a measurement, equal for two results of the same one. */
    private static final List<String> SAME = List.of("benchmark", "mode", "threads", "params");

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JmhJson() {}

    /** Adds {@code result} to {@code file}, which need not exist, in one move; it replaces an earlier one of the same measurement. */
    static void add(Path file, RunResult result) {
        Path fresh = file.resolveSibling(file.getFileName() + ".part");
        ResultFormatFactory.getInstance(ResultFormatType.JSON, fresh.toString()).writeOut(List.of(result));
        try {
            if (Files.exists(file)) {
                JsonNode merged = merged(MAPPER.readTree(file.toFile()), MAPPER.readTree(fresh.toFile()));
                MAPPER.writerWithDefaultPrettyPrinter().writeValue(fresh.toFile(), merged);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The result cannot be kept in " + file, e);
        }
    }

    /** {@code former} without what is in {@code newer}, then {@code newer}. */
    static ArrayNode merged(JsonNode former, JsonNode newer) {
        Set<List<JsonNode>> again = new HashSet<>();
        newer.forEach(result -> again.add(identity(result)));
        ArrayNode merged = MAPPER.createArrayNode();
        former.forEach(result -> {
            if (!again.contains(identity(result))) {
                merged.add(result);
            }
        });
        newer.forEach(merged::add);
        return merged;
    }

    private static List<JsonNode> identity(JsonNode result) {
        return SAME.stream().map(result::path).toList();
    }
}
