package org.atomicevents.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stack of the modules, held where all of their classes are in sight (the web application and the tests above it are not). */
class ArchitectureTest {

    private static final JavaClasses EVERYTHING = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.atomicevents");

    private static final Pattern PACKAGE_AND_CLASS =
            Pattern.compile("package ([\\w.]+);.*?(?:class|@interface) (\\w+).*", Pattern.DOTALL);

    @ParameterizedTest
    @EnumSource
    void holds(Guard guard) {
        guard.rule().check(EVERYTHING);
    }

    @ParameterizedTest
    @EnumSource
    void is_seen_red(Guard guard, @TempDir Path folder) throws IOException {
        JavaClasses planted = new ClassFileImporter().importPath(compile(guard.violation(), folder));
        List<String> violations =
                guard.rule().evaluate(planted).getFailureReport().getDetails();
        assertThat(violations).isNotEmpty().allSatisfy(line -> assertThat(line).contains(".Planted"));
    }

    @Test
    void all_modules_are_in_sight() {
        assertThat(EVERYTHING.stream().map(type -> type.getPackageName()).distinct())
                .contains(
                        "org.atomicevents",
                        "org.atomicevents.broker",
                        "org.atomicevents.dualwrite",
                        "org.atomicevents.outbox.relay",
                        "org.atomicevents.xa",
                        "org.atomicevents.eventsourcing",
                        "org.atomicevents.harness.agent",
                        "org.atomicevents.harness.check");
    }

    private static Path compile(List<String> sources, Path folder) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-d", classes.toString(), "-classpath", classPath()));
        for (String source : sources) {
            Matcher named = PACKAGE_AND_CLASS.matcher(source);
            assertThat(named.matches()).as(source).isTrue();
            Path parent = folder.resolve("sources").resolve(named.group(1).replace('.', File.separatorChar));
            Path file = Files.createDirectories(parent).resolve(named.group(2) + ".java");
            arguments.add(Files.writeString(file, source).toString());
        }
        int exit = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(exit).as("javac " + arguments).isZero();
        return classes;
    }

    /** Surefire hides the class path in the manifest of a jar. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
