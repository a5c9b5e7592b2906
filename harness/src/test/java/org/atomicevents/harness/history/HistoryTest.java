package org.atomicevents.harness.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.atomicevents.harness.history.Observation.Quiescent;
import org.atomicevents.harness.history.Observation.Residue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A written history can be read, even if the writer died in the middle of a line. */
class HistoryTest {

    @TempDir
    Path folder;

    @Test
    void every_kind_of_observation_survives_its_line() throws Exception {
        List<Observation> all = new ArrayList<>();
        for (Class<?> kind : Observation.class.getPermittedSubclasses()) {
            all.add((Observation) sample(kind));
        }
        try (History history = History.start(folder)) {
            all.forEach(history::append);
            assertThat(history.observations()).isEqualTo(all);
        }
        assertThat(History.read(folder)).isEqualTo(all).hasSizeGreaterThan(20);
    }

    /** A record with a different value in each component. */
    private static Object sample(Class<?> kind) throws ReflectiveOperationException {
        RecordComponent[] components = kind.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = value(components[i].getType(), i);
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var constructor = kind.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    private static Object value(Class<?> type, int i) {
        if (type.isEnum()) {
            return type.getEnumConstants()[i % type.getEnumConstants().length];
        }
        return Map.<Class<?>, Object>of(
                        long.class,
                        100L + i,
                        int.class,
                        10 + i,
                        boolean.class,
                        true,
                        String.class,
                        "\"line\n\u00e9\" " + i,
                        List.class,
                        List.of("a", "b"),
                        Map.class,
                        Map.of("ledger", "2 rows"))
                .get(type);
    }

    @Test
    void a_residue_need_not_know_its_event() {
        Residue unknown = new Residue(1, Residue.Kind.TRANSACTION_LOG, "record", null);
        try (History history = History.start(folder)) {
            history.append(unknown);
        }
        assertThat(History.read(folder)).containsExactly(unknown);
    }

    @Test
    void a_line_is_in_the_file_as_soon_as_it_is_added() {
        try (History history = History.start(folder)) {
            Quiescent seen = history.add(Quiescent::new);
            assertThat(History.read(folder)).containsExactly(seen);
            assertThat(seen.at()).isBetween(0L, history.now());
        }
    }

    @Test
    void a_line_cut_short_by_the_death_of_its_writer_is_left_out() throws IOException {
        write("{\"is\":\"Quiescent\",\"at\":5}\n{\"is\":\"Quies");
        assertThat(History.read(folder)).containsExactly(new Quiescent(5));
    }

    @Test
    void anything_else_is_refused_with_its_line() throws IOException {
        refused(
                "{\"is\":\"Quiescent\",\"at\":5}\n{\"is\":\"Sleepy\",\"at\":6}\n",
                "line 2",
                "\"Sleepy\", known are [Answered, ");
        refused("{\"is\":\"Quiescent\"}\n", "line 1", "at");
        refused("{\"is\":\"Quiescent\",\"at\":5,\"depth\":1}\n", "line 1", "depth");
        refused("[1]\n", "line 1", "no JSON object");
        refused("no json\n", "line 1");
    }

    @Test
    void a_folder_without_a_history_is_named() {
        assertThatThrownBy(() -> History.read(folder))
                .hasMessageContaining(folder.resolve(History.FILE).toString());
    }

    private void refused(String text, String... parts) throws IOException {
        write(text);
        assertThatThrownBy(() -> History.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(History.FILE)
                .hasMessageContainingAll(parts);
    }

    private void write(String text) throws IOException {
        Files.writeString(
                folder.resolve(History.FILE), text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }
}
