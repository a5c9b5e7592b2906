package org.atomicevents.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.atomicevents.Event;
import org.atomicevents.broker.DeadLetterQueue;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.ParkedEntry;
import org.atomicevents.operations.ParkedFilter;
import org.junit.jupiter.api.Test;

/** Several strategies and the dead letters as one. */
class AllOperationsTest {

    private static final ParkedFilter DEAD = new ParkedFilter(DeadLetterQueue.ID, null, null, null, null);

    private final Parked first = new Parked("first", 3);
    private final Parked second = new Parked("second", 3);
    private final Parked dead = new Parked(DeadLetterQueue.ID, 3);

    @Test
    void aBatchGoesThroughAllOfThemWithinItsLimit() {
        Operations all = all();
        assertThat(all.replay(ParkedFilter.ANY, 5)).isEqualTo(5);
        assertThat(List.of(first.entries.size(), second.entries.size(), dead.entries.size()))
                .containsExactly(0, 1, 3);
        assertThat(all.discard(ParkedFilter.ANY, 5)).isEqualTo(4);
        assertThat(all.discard(ParkedFilter.ANY, 5)).isZero();
    }

    @Test
    void aFilterOfOneStrategyTouchesNoOther() {
        Operations all = all();
        assertThat(all.parked(DEAD, 10)).hasSize(3);
        assertThat(all.discard(DEAD, 10)).isEqualTo(3);
        assertThat(first.entries).hasSize(3);
    }

    /** The entries in the database are there without the broker. */
    @Test
    void aBrokerThatIsAwayIsOnlyInTheWayOfDeadLetters() {
        dead.entries = null;
        Operations all = all();
        assertThat(all.parked(ParkedFilter.ANY, 10)).hasSize(6);
        assertThat(all.replay(ParkedFilter.ANY, 10)).isEqualTo(6);
        assertThatIllegalStateException().isThrownBy(() -> all.replay(DEAD, 10)).withMessage("away");
    }

    private Operations all() {
        return new AllOperations(new TreeMap<>(Map.of("first", first, "second", second)), Optional.of(dead));
    }

    private static final class Parked implements DeadLetterQueue {

        private List<ParkedEntry> entries = new ArrayList<>();

        Parked(String strategy, int count) {
            for (int i = 0; i < count; i++) {
                entries.add(new ParkedEntry(strategy, "/" + strategy, "e" + i, "t", "s", 1, Instant.EPOCH, "no"));
            }
        }

        @Override
        public int count(int most) {
            return entries.size();
        }

        @Override
        public long pending() {
            return 0;
        }

        @Override
        public List<ParkedEntry> parked(ParkedFilter filter, int limit) {
            if (entries == null) {
                throw new IllegalStateException("away");
            }
            return entries.stream().filter(filter::matches).limit(limit).toList();
        }

        @Override
        public Optional<Event> inspect(String source, String eventId) {
            return Optional.empty();
        }

        @Override
        public boolean replay(String source, String eventId) {
            return entries.removeIf(
                    entry -> entry.source().equals(source) && entry.eventId().equals(eventId));
        }

        @Override
        public boolean discard(String source, String eventId) {
            return replay(source, eventId);
        }
    }
}
