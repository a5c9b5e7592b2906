package org.atomicevents.harness.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in headless Chromium; what it looks like is left in {@code target/report-in-browser}. */
class InBrowserTest {

    private static final Path PICTURES = Path.of("target", "report-in-browser");
    private static final Pattern CHARTS = Pattern.compile("<html[^>]* data-charts=\"(\\d+)\"");

    @TempDir
    Path folder;

    private Path chromium;

    @BeforeEach
    void browser() {
        Optional<Path> found = Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(on -> Path.of(on, name)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), "No Chromium on the PATH: install one to have the report opened in it");
        chromium = found.orElseThrow();
    }

    /** Every script runs to its end and every chart is drawn: three of the crashes, one for each family of benchmarks. */
    @Test
    void scriptsRunAndDraw() throws Exception {
        String dom = dom(Rendered.into(folder, SampleRun.bad()));
        assertThat(errors(dom)).isEmpty();
        assertThat(charts(dom)).isEqualTo(3 + 4);
        assertThat(Pattern.compile("<svg[^>]*><rect").matcher(dom).results().count())
                .isGreaterThanOrEqualTo(3 + 4);
    }

    /** A run that only measured, and one that measured nothing, run to their end too. */
    @Test
    void scriptsRunWithoutCrashes() throws Exception {
        String dom = dom(Rendered.into(folder, SampleRun.measuredOnly()));
        assertThat(errors(dom)).isEmpty();
        assertThat(charts(dom)).isEqualTo(4);
    }

    /** A link to a case opens its fold and no other. */
    @Test
    void linkOpensTheFold() throws Exception {
        String page = Rendered.into(folder, SampleRun.good()).toUri() + "#xa-6-after";
        String dom = chromium("--dump-dom", page);
        assertThat(Pattern.compile("<details[^>]* open").matcher(dom).results().count())
                .isOne();
        assertThat(Pattern.compile("<details class=\"case\" id=\"xa-6-after\" open")
                        .matcher(dom)
                        .find())
                .isTrue();
    }

    /** Nothing sticks out sideways, with a case open: on a laptop and on a telephone. */
    @Test
    void fitsItsWindow() throws Exception {
        Path page = Rendered.into(folder, SampleRun.bad());
        String measure = "<script>document.documentElement.setAttribute('data-sticks-out',"
                + " document.documentElement.scrollWidth - window.innerWidth)</script></body>";
        String html = Files.readString(page);
        Files.writeString(page, html.substring(0, html.lastIndexOf("</body>")) + measure + "</html>");
        for (int width : List.of(1280, 400)) {
            String dom = chromium("--window-size=" + width + ",900", "--dump-dom", page.toUri() + "#xa-6-after");
            assertThat(dom.substring(0, dom.indexOf('>', dom.indexOf("<html"))))
                    .as("at %d pixels", width)
                    .containsPattern("data-sticks-out=\"(0|-\\d+)\"");
        }
    }

    /** Light and dark, wide and narrow: pictures for a person to look at. */
    @Test
    void pictures() throws Exception {
        Path page = Rendered.into(folder, SampleRun.good());
        Files.createDirectories(PICTURES);
        for (int width : List.of(1280, 400)) {
            for (int scheme : List.of(0, 1)) {
                Path picture = PICTURES.resolve(width + (scheme == 0 ? "-dark" : "-light") + ".png")
                        .toAbsolutePath();
                Files.deleteIfExists(picture);
                chromium(
                        "--window-size=" + width + ",2600",
                        "--blink-settings=preferredColorScheme=" + scheme,
                        "--screenshot=" + picture,
                        page.toUri().toString());
                assertThat(picture).isNotEmptyFile();
            }
        }
    }

    private String dom(Path page) throws Exception {
        return chromium("--dump-dom", page.toUri().toString());
    }

    private static List<String> errors(String dom) {
        return Pattern.compile("<html[^>]* data-error=\"([^\"]*)\"")
                .matcher(dom)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static int charts(String dom) {
        return CHARTS.matcher(dom)
                .results()
                .map(match -> Integer.valueOf(match.group(1)))
                .findFirst()
                .orElse(0);
    }

    private String chromium(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                chromium.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + Files.createTempDirectory(folder, "profile-")));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out-", ".html");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("Chromium ended in time")
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return Files.readString(out);
    }
}
