package org.atomicevents.outbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.atomicevents.Event;
import org.atomicevents.operations.ParkedEntry;
import org.atomicevents.operations.ParkedFilter;
import org.atomicevents.testing.Filters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator's actions on many parked entries at once. */
class BatchOfParkedTest {

    private static final ParkedFilter FULL = new ParkedFilter(null, null, "is full", null, null);

    private OutboxFixture outbox;
    private OutboxOperations operations;
    private OutboxStore here;
    private Shards mine;

    @BeforeEach
    void install() throws Exception {
        outbox = OutboxFixture.install();
        operations = outbox.operations();
        here = outbox.store("here");
        mine = outbox.shards("here");
    }

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    void eachConditionNarrows() throws Exception {
        park("the queue is full", "a1");
        Filters.assertNarrow(operations, operations.parked(10).get(0));
    }

    /** Not one by one: with many of them a search for each would be a search through all. */
    @Test
    void thoseThatMatchAreReplayedWithWhatWaitsBehindThem() throws Exception {
        park("the queue is full", "a1", "b1");
        park("poison", "c1");
        outbox.append(Events.event("a2"), Events.event("c2"));
        List<Place> behind = here.read(new Reading(mine, 0, 10)).behind();
        here.aside().change(mine, new AsideChange(behind, List.of(), List.of()));

        assertThat(operations.replay(FULL, 10)).isEqualTo(2);
        assertThat(operations.parked(10)).extracting(ParkedEntry::eventId).containsExactly("c1");
        Batch due = here.aside().due(mine, 10);
        assertThat(ids(due)).containsExactlyInAnyOrder("a1", "a2", "b1");
        assertThat(due.entries())
                .allSatisfy(entry -> assertThat(entry.attempts()).isZero());
        assertThat(operations.replay(FULL, 10)).isZero();
    }

    @Test
    void thoseThatMatchAreDiscardedAndTheirSubjectsGoOn() throws Exception {
        park("the queue is full", "a1", "b1");
        park("poison", "c1");
        outbox.append(Events.event("a2"));
        List<Place> behind = here.read(new Reading(mine, 0, 10)).behind();
        here.aside().change(mine, new AsideChange(behind, List.of(), List.of()));

        assertThat(operations.discard(FULL, 10)).isEqualTo(2);
        assertThat(operations.parked(10)).extracting(ParkedEntry::eventId).containsExactly("c1");
        assertThat(ids(here.aside().due(mine, 10))).containsExactly("a2");
    }

    @Test
    void aBatchIsBoundedAndBeginsWithTheOldest() throws Exception {
        park("the queue is full", "b1");
        park("the queue is full", "a1");
        park("the queue is full", "c1");
        outbox.database.execute(
                "UPDATE outbox_aside SET parked_at = parked_at - INTERVAL '1' HOUR WHERE event_id = 'c1'");

        assertThat(operations.replay(FULL, 1)).isEqualTo(1);
        assertThat(operations.parked(10)).extracting(ParkedEntry::eventId).containsExactly("b1", "a1");
        assertThat(operations.replay(FULL, 10)).isEqualTo(2);
    }

    @Test
    void anotherApplicationsEntriesAreNotTouched() throws Exception {
        park("the queue is full", "a1");
        Lane other = new Lane("another", OutboxFixture.LANE.strategy());
        assertThat(outbox.operations(other).parked(FULL, 10)).isEmpty();
        assertThat(outbox.operations(other).replay(FULL, 10)).isZero();
        assertThat(outbox.operations(other).discard(FULL, 10)).isZero();
        assertThat(operations.parked(FULL, 10)).hasSize(1);
    }

    private void park(String reason, String... ids) throws Exception {
        for (String id : ids) {
            outbox.append(Events.event(id));
        }
        List<Place> places = here.read(new Reading(mine, 0, 10)).entries().stream()
                .map(Entry::place)
                .toList();
        List<AsideChange.Refusal> refusals = places.stream()
                .map(place -> new AsideChange.Refusal(place, reason, true, Optional.empty()))
                .toList();
        here.aside().change(mine, new AsideChange(places, refusals, List.of()));
    }

    private static List<String> ids(Batch batch) {
        return batch.events().stream().map(Event::id).toList();
    }
}
