package org.atomicevents.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of traps in the modules' pages name tests; each of them is there. */
class TrapTablesTest {

    private static final Path CHECKOUT = Path.of("..");
    private static final String TABLE = "| trap | test |";

    /** {@code SomeTest}, {@code SomeTest.some}, or {@code .some} and {@code some} of the class before; … for the rest of a name. */
    private static final Pattern NAME =
            Pattern.compile("`(?:([A-Z]\\w*(?:Test|IT|Contract)))?(?:\\.?([a-z]\\w{9,}…?))?`");

    /** The source of each test by its class's name. */
    private static final Map<String, String> TESTS = tests();

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> modules = Files.list(CHECKOUT)) {
            return modules
                    .map(module -> module.resolve("README.md"))
                    .filter(Files::exists)
                    .filter(page -> text(page).contains(TABLE))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyTestNamedIsThere(Path page) {
        List<String> rows = rows(page);
        assertThat(rows).isNotEmpty().allSatisfy(TrapTablesTest::assertTestsOf);
    }

    private static void assertTestsOf(String row) {
        String cell = row.split("\\|")[2];
        String type = null;
        for (MatchResult name : NAME.matcher(cell).results().toList()) {
            if (name.group(1) != null) {
                type = name.group(1);
                assertThat(TESTS).as(row).containsKey(type);
            }
            if (name.group(2) != null) {
                assertThat(type).as(row).isNotNull();
                String method = name.group(2);
                String declared = method.endsWith("…") ? method.substring(0, method.length() - 1) : method + "(";
                assertThat(TESTS.get(type)).as(row).contains("void " + declared);
            }
        }
    }

    private static List<String> rows(Path page) {
        return Arrays.stream(text(page).split("\n"))
                .dropWhile(Predicate.not(line -> line.startsWith(TABLE)))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static Map<String, String> tests() {
        Map<String, String> tests = new TreeMap<>();
        try (Stream<Path> modules = Files.list(CHECKOUT)) {
            for (Path module : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::exists)
                    .toList()) {
                try (Stream<Path> files = Files.walk(module)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .forEach(file ->
                                    tests.put(file.getFileName().toString().replace(".java", ""), text(file)));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("The tests of " + CHECKOUT.toAbsolutePath() + " cannot be read", e);
        }
        return tests;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }
}
