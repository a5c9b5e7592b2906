package org.atomicevents.harness.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atomicevents.harness.run.CaseResult.Phase;
import org.atomicevents.harness.trace.CrashPoint;

/**
 * A Byteman script that kills a server at one crash point without the harness: for maintainers of what is being crashed. It
 * is made from the tracing rules, so it cannot name another place than they do.
 */
final class Reproduction {

    private static final Pattern RULE =
            Pattern.compile("^RULE (.+?)\\n(.+?)^ENDRULE$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern STATEMENT = Pattern.compile("db\\.statement\\((\\w+) (.+)\\)");

    private static final Map<String, String> INTO =
            Map.of("insert", "into ", "delete", "from ", "update", "", "merge", "into ");

    private Reproduction() {}

    /**
     * @param more rule scripts beside the tracing one
     * @return what loads with {@code -javaagent:byteman.jar=boot:byteman.jar,script:reproduce.btm}; needs nothing else
     */
    static String script(CrashPoint point, List<String> more) {
        String role = point.step().role();
        List<String> rules = new ArrayList<>();
        for (Matcher rule = RULE.matcher(all(more)); rule.find(); ) {
            String title = rule.group(1);
            String body = rule.group(2);
            if (title.startsWith(role + " ")) {
                rules.add(roleRule(title, body, role));
            } else if (isAt(title, body, point)) {
                rules.add(killRule(title, body, point));
            }
        }
        return rules.stream()
                .collect(Collectors.joining(
                        "\n", "# Kills the server at " + point + ", as the harness does, but from within.\n\n", ""));
    }

    private static String all(List<String> more) {
        return Stream.concat(Stream.of(Instrumentation.STEPS), more.stream())
                .map(Instrumentation::text)
                .collect(Collectors.joining("\n"));
    }

    static String instructions(CrashCase plan) {
        return """
                Again, with the harness:
                  %s

                Without it: start WildFly with
                  -javaagent:byteman.jar=boot:byteman.jar,script:reproduce.btm
                  -Djboss.modules.system.pkgs=org.jboss.byteman
                in JAVA_OPTS, make a product, then
                  curl -X PUT -H 'Content-Type: application/json' -d '{"price": 12}' \\
                    http://127.0.0.1:8080/catalog/strategies/%s/products/<id>/price
                The server halts at %s. Start it again without the script and look.
                """.formatted(plan.again(), plan.strategy(), plan.point());
    }

    private static String roleRule(String title, String body, String role) {
        String action = title.endsWith(" begins") ? "flag" : "clear";
        String head = body.substring(0, body.indexOf("\nDO ")).stripTrailing();
        return "RULE " + title + "\n" + head + "\nDO " + action + "(" + thread(role) + ")\nENDRULE\n";
    }

    private static boolean isAt(String title, String body, CrashPoint point) {
        boolean phase = body.contains(point.phase() == Phase.BEFORE ? "\nAT ENTRY" : "\nAT EXIT");
        String site = point.step().site();
        if (site.startsWith("db.statement") || site.equals("db.commit")) {
            return phase && (title.startsWith("statement:") || title.startsWith("batch:"));
        }
        return phase && body.contains("(\"" + site + "\",");
    }

    private static String killRule(String title, String body, CrashPoint point) {
        String head = body.substring(0, body.indexOf("\nIF ")).stripTrailing();
        String condition =
                body.substring(body.indexOf("\nIF ") + 4, body.indexOf("\nDO ")).strip();
        String sql = title.startsWith("batch:") ? "first" : "$1";
        return """
                RULE kill: %s
                %s
                IF %s AND flagged(%s)%s AND incrementCounter("reached") == %d
                DO traceln("killed at %s"), killJVM()
                ENDRULE
                """.formatted(
                        title,
                        head,
                        condition,
                        thread(point.step().role()),
                        statement(point.step().site(), sql),
                        point.step().occurrence(),
                        point);
    }

    private static String statement(String site, String query) {
        if (site.equals("db.commit")) {
            return " AND " + query + ".getNativeSql().equalsIgnoreCase(\"COMMIT\")";
        }
        Matcher matcher = STATEMENT.matcher(site);
        if (!matcher.matches()) {
            return "";
        }
        String begins = matcher.group(1) + " " + INTO.get(matcher.group(1)) + matcher.group(2) + " ";
        return " AND " + query + ".getNativeSql().trim().toLowerCase().startsWith(\"" + begins + "\")";
    }

    private static String thread(String role) {
        return "\"" + role + " \" + Thread.currentThread().getName()";
    }
}
