package org.atomicevents.harness.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.atomicevents.harness.run.Run;
import org.atomicevents.harness.run.RunJson;

/** A run folder as the harness leaves it, reported. */
final class Rendered {

    private Rendered() {}

    static Path into(Path folder, Run run) throws IOException {
        Files.createDirectories(folder);
        RunJson.write(run, folder.resolve("run.json"));
        try (InputStream sample = Rendered.class.getResourceAsStream("/report/" + SampleRun.BENCHMARKS)) {
            Files.write(folder.resolve(SampleRun.BENCHMARKS), sample.readAllBytes());
        }
        return Report.write(folder);
    }

    /** For looking at: renders the samples into the folder named. */
    public static void main(String[] folder) throws IOException {
        into(Path.of(folder[0], "good"), SampleRun.good());
        into(Path.of(folder[0], "bad"), SampleRun.bad());
    }
}
