package org.atomicevents.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
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
import org.junit.jupiter.params.provider.MethodSource;

/** The stack of the modules and the rooms inside them, held where all classes are in sight. */
class ArchitectureTest {

    private static final JavaClasses EVERYTHING = Modules.main();

    private static final Pattern PACKAGE_AND_CLASS =
            Pattern.compile("package ([\\w.]+);.*?(?:class|enum|@interface) (\\w+).*", Pattern.DOTALL);

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

    static List<Path> each() {
        return Modules.each();
    }

    @ParameterizedTest
    @MethodSource("each")
    void no_two_packages_depend_on_each_other(Path module) {
        PackageCircles.NONE.check(Modules.imported(List.of(module)));
    }

    @Test
    void a_circle_of_packages_is_seen_red(@TempDir Path folder) throws IOException {
        List<String> circle = List.of(
                "package org.atomicevents.a; public class First { org.atomicevents.b.Second second; }",
                "package org.atomicevents.b; public class Second { org.atomicevents.c.Third third; }",
                "package org.atomicevents.c; public class Third { org.atomicevents.a.First first; }");
        JavaClasses planted = new ClassFileImporter().importPath(compile(circle, folder));
        assertThat(PackageCircles.NONE.evaluate(planted).getFailureReport().getDetails())
                .singleElement()
                .asString()
                .contains("org.atomicevents.a", "org.atomicevents.b", "org.atomicevents.c");
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
                        "org.atomicevents.tailing.engine",
                        "org.atomicevents.catalog.command",
                        "org.atomicevents.catalogquery.store",
                        "org.atomicevents.console.audit",
                        "org.atomicevents.console.health",
                        "org.atomicevents.servers",
                        "org.atomicevents.harness.agent",
                        "org.atomicevents.harness.check");
        assertThat(Modules.each())
                .anySatisfy(path -> assertThat(path).endsWith(Path.of("outbox-ejb/target/test-classes")));
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
