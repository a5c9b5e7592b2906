package org.atomicevents.tests.inside;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.atomicevents.Event;

/** Events of all shapes that {@link Event} accepts, short and at every limit; the same for the same seed, but for their ids. */
public final class AnyEvents {

    private static final int LARGEST_DATA = 4096;
    private static final long FIRST_SECOND =
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long SECONDS = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond() - FIRST_SECOND;

    /** Of one, two, three and four bytes in UTF-8, and what SQL, JSON, XML, JMS selectors and formats could take for theirs. */
    private static final String[] LETTERS = {
        "a",
        "Z",
        "0",
        " ",
        "'",
        "\"",
        "\\",
        "%",
        "{",
        "}",
        "$",
        "?",
        ":",
        "<",
        "&",
        ",",
        "_",
        "ß",
        "é",
        "\u00a0",
        "ع",
        "中",
        "\u200b",
        "\ufeff",
        "e\u0301",
        "\ud83d\ude00",
        "\ud800\udc00"
    };

    private final Random random;
    private final URI source;
    private final String subject;

    /** @param source the source of all of them, by which a test knows its own */
    public AnyEvents(long seed, URI source, String subject) {
        this.random = new Random(seed);
        this.source = source;
        this.subject = subject;
    }

    public Event next() {
        byte[] data = new byte[length(LARGEST_DATA)];
        random.nextBytes(data);
        return new Event(
                UUID.randomUUID() + text(64),
                source,
                "t" + text(199),
                random.nextBoolean() ? subject : "s" + text(199),
                Instant.ofEpochSecond(
                        FIRST_SECOND + (long) (random.nextDouble() * SECONDS), random.nextInt(1_000_000_000)),
                "c" + text(99),
                data,
                extensions());
    }

    private Map<String, String> extensions() {
        Map<String, String> extensions = new TreeMap<>();
        for (int i = length(50); i > 0; i--) {
            extensions.put("e" + i, text(random.nextInt(10) == 0 ? 1000 : 20));
        }
        return extensions;
    }

    /** Often nothing or the most, otherwise anything in between. */
    private int length(int most) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> most;
            default -> random.nextInt(most + 1);
        };
    }

    /** At most {@code most} chars. */
    private String text(int most) {
        StringBuilder text = new StringBuilder();
        int length = length(most);
        while (text.length() + 2 <= length) {
            text.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }
}
