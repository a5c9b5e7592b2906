package org.atomicevents.harness.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class JmhJsonTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @Test
    void whatIsMeasuredAgainReplacesAndTheRestStays() throws Exception {
        JsonNode merged = JmhJson.merged(
                array(result("a", "xa", 1), result("a", "xa", 2), result("b", "xa", 3)),
                array(result("a", "xa", 4), result("a", "outbox-polling", 5)));
        assertThat(merged.findValuesAsText("score")).containsExactly("3", "4", "5");
    }

    @Test
    void aMeasurementWithoutParametersIsRecognisedToo() throws Exception {
        String bare = "{\"benchmark\":\"a\",\"mode\":\"thrpt\",\"threads\":1,\"score\":%d}";
        JsonNode merged = JmhJson.merged(array(bare.formatted(1)), array(bare.formatted(2)));
        assertThat(merged.findValuesAsText("score")).containsExactly("2");
    }

    private static String result(String benchmark, String strategy, int score) {
        return "{\"benchmark\":\"%s\",\"mode\":\"thrpt\",\"threads\":1,\"params\":{\"strategy\":\"%s\"},\"score\":%d}"
                .formatted(benchmark, strategy, score);
    }

    private static JsonNode array(String... results) throws Exception {
        return MAPPER.readTree("[" + String.join(",", results) + "]");
    }
}
