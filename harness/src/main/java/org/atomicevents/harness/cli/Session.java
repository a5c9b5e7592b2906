package org.atomicevents.harness.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.atomicevents.harness.bench.BenchSuite;
import org.atomicevents.harness.crash.CrashSuite;
import org.atomicevents.harness.crash.PlantedBug;
import org.atomicevents.servers.Installation;
import org.atomicevents.servers.progress.Progress;

/**
 * The parts of one command, run one after the other. After each part the run is written, so that what is interrupted later can still be
 * read with {@code atomic-events report}. For one thread.
 */
final class Session {

    private final Installation installation;
    private final Path folder;
    private final Recording recording;
    private Path page;

    private Session(Installation installation, Path folder, Recording recording) {
        this.installation = installation;
        this.folder = folder;
        this.recording = recording;
    }

    static Session begin(Installation installation, String command) throws IOException {
        Path folder = RunFolder.createLatest(installation);
        Progress.say("run " + folder);
        return new Session(installation, folder, new Recording(folder, command, ThisRig.of(installation)));
    }

    /** As {@link Recording#goingOn}. */
    static Session goOn(Installation installation, Path folder, String command) throws IOException {
        Path real = folder.toRealPath();
        Recording recording = Recording.goingOn(real, command, ThisRig.of(installation));
        Progress.say("run " + real);
        return new Session(installation, real, recording);
    }

    Path folder() {
        return folder;
    }

    void crash(CrashSuite.Selection selection) throws IOException, InterruptedException {
        recording.crashed(new CrashSuite(installation).run(selection));
        page = recording.write();
    }

    void selfTest() throws IOException, InterruptedException {
        Path own = folder.resolve("self-test");
        recording.selfTested(new CrashSuite(installation).selfTest(List.of(PlantedBug.values()), own));
        page = recording.write();
    }

    void bench(BenchSuite.Selection selection) throws IOException {
        BenchSuite.Result outcome = BenchSuite.run(installation, folder, selection);
        outcome.ratios().forEach(Progress::say);
        recording.measured(outcome.file());
        page = recording.write();
    }

    /** The page that tells it all. */
    Path page() {
        return page;
    }

    int exitCode() throws IOException {
        return recording.exitCode();
    }
}
