package org.atomicevents.harness.crash;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atomicevents.harness.fault.Fault;
import org.atomicevents.harness.run.CaseResult;
import org.atomicevents.servers.Wildfly;

/**
 * A case's folder: {@code plan.json}, {@code history.jsonl}, {@code verdict.json}, {@code server.log} of both lives,
 * {@code reproduce.btm} and {@code reproduce.txt}.
 */
final class CaseFolder {

    private static final ObjectWriter JSON = JsonMapper.builder().build().writerWithDefaultPrettyPrinter();

    private final Path path;
    private long logFrom;

    CaseFolder(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** Writes what is going to be done. */
    void begin(Wildfly server, CrashCase plan, Fault fault) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("id", plan.id());
        written.put("strategy", plan.strategy());
        written.put("step", plan.point().step().toString());
        written.put("phase", plan.point().phase());
        written.put("fault", fault.name());
        written.put("roles", plan.roles());
        written.put("seed", plan.seed());
        written.put("product", plan.product());
        written.put("command", plan.command());
        try {
            Files.createDirectories(path);
            logFrom = Files.size(server.log());
            JSON.writeValue(path.resolve("plan.json").toFile(), written);
            Files.writeString(
                    path.resolve("reproduce.btm"),
                    Reproduction.script(
                            plan.point(),
                            StrategySetup.of(plan.strategy()).server().rules()));
            Files.writeString(path.resolve("reproduce.txt"), Reproduction.instructions(plan));
        } catch (IOException e) {
            throw new UncheckedIOException("The case cannot be written to " + path, e);
        }
    }

    /** Writes what came of it, and what the server said meanwhile. */
    void end(Wildfly server, CaseResult result, List<String> undecided) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("result", result);
        written.put("undecided", undecided);
        try (InputStream log = Files.newInputStream(server.log())) {
            JSON.writeValue(path.resolve("verdict.json").toFile(), written);
            log.skipNBytes(logFrom);
            Files.write(path.resolve("server.log"), log.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("The case cannot be written to " + path, e);
        }
    }
}
