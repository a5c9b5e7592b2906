package org.atomicevents.harness.agent;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names the effect of a statement by its verb and table, so that the name stays when columns or formatting change. */
final class StatementName {

    private static final Pattern WRITE = Pattern.compile(
            "^\\s*(?:/\\*.*?\\*/\\s*)?(?:with\\b.*?\\b)?(insert\\s+into|update|delete\\s+from|merge\\s+into)\\s+(?:only\\s+)?([\\w.\"]+)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private StatementName() {}

    /** The site of a statement that writes, {@code db.commit} for a commit; null for everything that leaves nothing behind. */
    static String site(String sql) {
        if (sql.regionMatches(true, 0, "COMMIT", 0, 6) && sql.trim().length() == 6) {
            return "db.commit";
        }
        Matcher write = WRITE.matcher(sql);
        if (!write.find()) {
            return null;
        }
        String verb = write.group(1).toLowerCase(Locale.ROOT).replaceAll("\\s.*", "");
        String table = write.group(2).toLowerCase(Locale.ROOT).replace("\"", "").replaceFirst("^public\\.", "");
        return "db.statement(" + verb + " " + table + ")";
    }
}
