package org.atomicevents.harness.report;

import java.util.List;
import java.util.Locale;

/** Numbers as the page writes them: three significant digits, a unit, the same on every machine. */
final class Figures {

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;

    private Figures() {}

    static String duration(long millis) {
        if (millis < SECOND) {
            return millis + " ms";
        }
        if (millis < 2 * MINUTE) {
            return seconds(millis) + " s";
        }
        return millis / MINUTE + " min " + millis % MINUTE / SECOND + " s";
    }

    /** Signed, for a time axis with a zero on it. */
    static String offset(long millis) {
        return (millis < 0 ? "−" : "+") + duration(Math.abs(millis));
    }

    static String seconds(long millis) {
        return format(millis < 100 * SECOND ? "%.1f" : "%.0f", millis / (double) SECOND);
    }

    static String number(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return "–";
        }
        if (size >= 100 || size == 0) {
            return format("%,.0f", value);
        }
        if (size >= 10) {
            return format("%.1f", value);
        }
        return format(size >= 1 ? "%.2f" : "%.3g", value);
    }

    static String times(double ratio) {
        return number(ratio) + " ×";
    }

    static String counted(long count, String noun) {
        return format("%,d ", count) + noun + (count == 1 ? "" : "s");
    }

    /** To begin a sentence with. */
    static String inWords(int count) {
        List<String> words = List.of(
                "No",
                "One",
                "Two",
                "Three",
                "Four",
                "Five",
                "Six",
                "Seven",
                "Eight",
                "Nine",
                "Ten",
                "Eleven",
                "Twelve",
                "Thirteen");
        return count < words.size() ? words.get(count) : Integer.toString(count);
    }

    /** "a", "a and b", "a, b and c". */
    static String listed(List<String> words) {
        if (words.size() < 2) {
            return String.join("", words);
        }
        int last = words.size() - 1;
        return String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }

    /** The middle one, or the mean of the two in the middle; 0 of nothing. */
    static double median(List<Long> values) {
        if (values.isEmpty()) {
            return 0;
        }
        List<Long> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2.0;
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
