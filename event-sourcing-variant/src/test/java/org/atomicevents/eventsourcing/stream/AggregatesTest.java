package org.atomicevents.eventsourcing.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.atomicevents.Event;
import org.atomicevents.eventsourcing.Aggregate;
import org.atomicevents.eventsourcing.Fold;
import org.atomicevents.eventsourcing.store.EventStoreFixture;
import org.atomicevents.eventsourcing.store.Snapshots;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State is the fold of the stream, with or without snapshots. */
class AggregatesTest {

    private EventStoreFixture fixture;
    private TestDatabase database;

    @BeforeEach
    void install() throws Exception {
        fixture = EventStoreFixture.install();
        database = fixture.database;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** The order of the letters is the state, so that a lost, doubled or exchanged event shows. */
    private record Letters(int version) implements Fold<String> {

        @Override
        public String name() {
            return "letters";
        }

        @Override
        public String initial() {
            return "";
        }

        @Override
        public String after(String state, Event event) {
            return state + new String(event.data(), StandardCharsets.UTF_8);
        }

        @Override
        public byte[] write(String state) {
            return state.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String read(byte[] snapshot) {
            return new String(snapshot, StandardCharsets.UTF_8);
        }
    }

    /** Property: whatever was appended in whatever portions, fold(snapshot + tail) == fold(all). */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aSnapshotAndTheTailGiveTheStateOfAllEvents(long seed) throws Exception {
        Random random = new Random(seed);
        Aggregates<String> aggregates = aggregates(1, 1 + random.nextInt(7));
        StringBuilder expected = new StringBuilder();
        for (int append = 0; append < 15; append++) {
            List<Event> events = letters(random, 1 + random.nextInt(5), expected);
            database.committed(() -> aggregates.append(aggregates.load("stream"), events));
            assertThat(aggregates.load("stream").state()).isEqualTo(expected.toString());
        }
        assertThat(database.number("SELECT count(*) FROM event_snapshot")).isEqualTo(1);
        Aggregate<String> withSnapshot = aggregates.load("stream");
        database.execute("DELETE FROM event_snapshot");
        assertThat(aggregates.load("stream")).isEqualTo(withSnapshot);
    }

    @Test
    void aSnapshotIsReallyReadSoThatTheTailIsAllThatIsFolded() throws Exception {
        Aggregates<String> aggregates = aggregates(1, 2);
        append(aggregates, "ab");
        append(aggregates, "c");
        database.execute("UPDATE event_snapshot SET state = " + bytes("XY"));
        assertThat(aggregates.load("stream").state()).isEqualTo("XYc");
    }

    @Test
    void aSnapshotOfAnotherVersionOfTheFoldIsIgnored() throws Exception {
        append(aggregates(1, 2), "ab");
        database.execute("UPDATE event_snapshot SET state = " + bytes("XY"));
        assertThat(aggregates(2, 2).load("stream").state()).isEqualTo("ab");
        append(aggregates(2, 2), "cd");
        assertThat(database.number("SELECT fold_version FROM event_snapshot")).isEqualTo(2);
        append(aggregates(1, 2), "ef");
        assertThat(database.number("SELECT fold_version FROM event_snapshot")).isEqualTo(2);
        assertThat(aggregates(2, 2).load("stream").state()).isEqualTo("abcdef");
    }

    @Test
    void aSnapshotThatCannotBeReadCostsOnlyTime() throws Exception {
        append(aggregates(1, 2), "ab");
        Fold<String> broken = new Fold<>() {
            private final Letters letters = new Letters(1);

            @Override
            public String name() {
                return letters.name();
            }

            @Override
            public int version() {
                return letters.version();
            }

            @Override
            public String initial() {
                return letters.initial();
            }

            @Override
            public String after(String state, Event event) {
                return letters.after(state, event);
            }

            @Override
            public byte[] write(String state) {
                return letters.write(state);
            }

            @Override
            public String read(byte[] snapshot) {
                throw new IllegalStateException("not my form");
            }
        };
        assertThat(new Aggregates<>(fixture.store, new Snapshots(database.pool), broken, 2)
                        .load("stream")
                        .state())
                .isEqualTo("ab");
    }

    @Test
    void aStreamLongerThanAPageIsFoldedCompletely() throws Exception {
        StringBuilder expected = new StringBuilder();
        List<Event> events = letters(new Random(1), 1001, expected);
        Aggregates<String> aggregates = aggregates(1, 100_000);
        database.committed(() -> aggregates.append(aggregates.load("stream"), events));
        assertThat(aggregates.load("stream")).isEqualTo(new Aggregate<>("stream", 1001, expected.toString()));
    }

    private Aggregates<String> aggregates(int version, int every) {
        return new Aggregates<>(fixture.store, new Snapshots(database.pool), new Letters(version), every);
    }

    private void append(Aggregates<String> aggregates, String letters) throws Exception {
        List<Event> events =
                letters.chars().mapToObj(letter -> letter((char) letter)).toList();
        database.committed(() -> aggregates.append(aggregates.load("stream"), events));
    }

    private static List<Event> letters(Random random, int count, StringBuilder expected) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            char letter = (char) ('a' + random.nextInt(26));
            expected.append(letter);
            events.add(letter(letter));
        }
        return events;
    }

    private static Event letter(char letter) {
        return Event.json(
                UUID.randomUUID().toString(), URI.create("/test"), "test.Letter", "stream", String.valueOf(letter));
    }

    private String bytes(String text) throws Exception {
        String hex = java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        return database.kind() == org.atomicevents.jdbc.Database.H2 ? "X'" + hex + "'" : "'\\x" + hex + "'";
    }
}
