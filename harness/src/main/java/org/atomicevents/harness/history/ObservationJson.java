package org.atomicevents.harness.history;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One observation as one line of JSON; {@code "is"} holds the simple name of its record. */
final class ObservationJson {

    private static final String IS = "is";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final Map<String, Class<?>> KINDS = Arrays.stream(Observation.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

    private ObservationJson() {}

    static String write(Observation observation) throws IOException {
        ObjectNode line = JSON.createObjectNode().put(IS, observation.getClass().getSimpleName());
        line.setAll(JSON.<ObjectNode>valueToTree(observation));
        return JSON.writeValueAsString(line);
    }

    static Observation read(String line) throws IOException {
        if (!(JSON.readTree(line) instanceof ObjectNode node)) {
            throw new IOException("it is no JSON object");
        }
        String is = node.path(IS).asText();
        Class<?> kind = KINDS.get(is);
        if (kind == null) {
            throw new IOException("\"" + IS + "\" is \"" + is + "\", known are "
                    + KINDS.keySet().stream().sorted().toList());
        }
        node.remove(IS);
        return (Observation) JSON.treeToValue(node, kind);
    }
}
