package org.atomicevents.outbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atomicevents.Event;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of what stands aside on a real database: order, fence, and what an operator does. Two owners stand for two servers. */
class AsideTest {

    private static final Duration NOW = Duration.ZERO;
    private static final Duration LATER = Duration.ofHours(1);

    private OutboxFixture outbox;
    private TestDatabase database;
    private OutboxStore here;
    private Aside aside;
    private Shards mine;
    private OutboxOperations operations;

    @BeforeEach
    void install() throws Exception {
        outbox = OutboxFixture.install();
        database = outbox.database;
        here = outbox.store("here");
        aside = here.aside();
        mine = outbox.shards("here");
        operations = outbox.operations();
    }

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    void whatIsPutOffHoldsItsSubjectAndNoOther() throws Exception {
        append("a1", "a2", "b1");
        putOff("a1", LATER);
        Batch batch = here.read(new Reading(mine, 0, 10));
        assertThat(ids(batch)).containsExactly("b1");
        assertThat(batch.behind()).extracting(Place::subject).containsExactly("a");
        assertThat(aside.due(mine, 10).isEmpty()).isTrue();
        assertThat(database.number("SELECT attempts FROM outbox_aside WHERE event_id = 'a1'"))
                .isEqualTo(1);
    }

    /** The outbox itself is not searched through for what can be sent. */
    @Test
    void whatWaitsBehindItFollowsAndIsSentAfterItInOrder() throws Exception {
        append("a1", "a2", "a3");
        putOff("a1", NOW);
        follow();
        assertThat(database.number("SELECT count(*) FROM outbox")).isZero();
        Batch due = aside.due(mine, 10);
        assertThat(ids(due)).containsExactly("a1", "a2", "a3");
        assertThat(due.entries().get(0).attempts()).isEqualTo(1);
        assertThat(due.entries().get(1).attempts()).isZero();
        arrive(due.entries());
        assertThat(database.number("SELECT count(*) FROM outbox_aside")).isZero();
        append("a4");
        assertThat(ids(here.read(new Reading(mine, 0, 10)))).containsExactly("a4");
    }

    @Test
    void whenTheFirstHasArrivedTheNextIsDue() throws Exception {
        append("a1", "a2", "a3");
        putOff("a1", NOW);
        follow();
        arrive(aside.due(mine, 1).entries());
        assertThat(ids(aside.due(mine, 10))).containsExactly("a2", "a3");
    }

    /** A subject whose entries have all arrived meanwhile does not stand still for those that follow too late. */
    @Test
    void whatFollowsTooLateIsDueAtOnce() throws Exception {
        append("a1", "a2");
        putOff("a1", NOW);
        List<Place> behind = here.read(new Reading(mine, 0, 10)).behind();
        arrive(aside.due(mine, 10).entries());
        aside.change(mine, new AsideChange(behind, List.of(), List.of()));
        assertThat(ids(aside.due(mine, 10))).containsExactly("a2");
    }

    @Test
    void aParkedEntryHoldsItsSubjectUntilItIsReplayed() throws Exception {
        append("a1", "a2");
        park("a1", "poison");
        follow();
        assertThat(aside.due(mine, 10).isEmpty()).isTrue();
        assertThat(operations.parked(10)).singleElement().satisfies(parked -> {
            assertThat(parked.eventId()).isEqualTo("a1");
            assertThat(parked.attempts()).isEqualTo(1);
            assertThat(parked.lastError()).isEqualTo("poison");
        });
        assertThat(operations.pending()).isEqualTo(1);
        assertThat(operations.replay("/test", "a1")).isTrue();
        assertThat(operations.replay("/test", "a1")).isFalse();
        Batch again = aside.due(mine, 10);
        assertThat(ids(again)).containsExactly("a1", "a2");
        assertThat(again.entries().get(0).attempts()).isZero();
    }

    @Test
    void aDiscardedEntryLetsItsSubjectMoveOn() throws Exception {
        append("a1", "a2");
        park("a1", "poison");
        follow();
        assertThat(operations.discard("/test", "a2")).isFalse();
        assertThat(operations.discard("/test", "a1")).isTrue();
        assertThat(ids(aside.due(mine, 10))).containsExactly("a2");
    }

    /** T-12: a relay that slept past its lease must neither put aside nor count against what another one holds now. */
    @Test
    void aZombieCannotChangeWhatAnotherHolds() throws Exception {
        append("a1", "b1");
        park("b1", "no");
        outbox.endLeases();
        Shards current = outbox.shards("there");
        assertThat(current.size()).isEqualTo(Shards.COUNT);
        Entry waiting = here.read(new Reading(current, 0, 10)).entries().get(0);
        AsideChange.Refusal refusal = refusal(waiting.place(), Optional.empty());
        aside.change(mine, new AsideChange(List.of(waiting.place()), List.of(refusal), List.of()));
        assertThat(ids(here.read(new Reading(current, 0, 10)))).containsExactly("a1");
        assertThat(operations.parked(10)).hasSize(1);
        aside.change(current, new AsideChange(List.of(waiting.place()), List.of(refusal), List.of()));
        assertThat(operations.parked(10)).hasSize(2);
    }

    /** T-12: nor one that holds the shard again, for what it began before it lost it. */
    @Test
    void theSameOwnerIsFencedByTheEpoch() throws Exception {
        append("a1");
        outbox.endLeases();
        outbox.shards("there");
        outbox.endLeases();
        Shards again = outbox.shards("here");
        assertThat(again.epochs().keySet()).isEqualTo(mine.epochs().keySet());
        Place place = here.read(new Reading(again, 0, 10)).entries().get(0).place();
        aside.change(mine, new AsideChange(List.of(place), List.of(), List.of()));
        assertThat(database.number("SELECT count(*) FROM outbox_aside")).isZero();
        aside.change(again, new AsideChange(List.of(place), List.of(), List.of()));
        assertThat(database.number("SELECT count(*) FROM outbox_aside")).isOne();
    }

    /** T-12: nor one that has given the shard back, and nobody has taken it yet. */
    @Test
    void whoGaveAShardBackIsFencedByTheOwner() throws Exception {
        append("a1");
        Place place = here.read(new Reading(mine, 0, 10)).entries().get(0).place();
        here.leases(OutboxFixture.LONG).give(List.of(place.shard()));
        aside.change(mine, new AsideChange(List.of(place), List.of(), List.of()));
        assertThat(database.number("SELECT count(*) FROM outbox_aside")).isZero();
    }

    /** What the broker has confirmed is done, whoever holds the shard now; and its subject goes on. */
    @Test
    void whatHasArrivedIsDeletedByAZombieToo() throws Exception {
        append("a1", "a2");
        putOff("a1", NOW);
        follow();
        List<Entry> sent = aside.due(mine, 1).entries();
        outbox.endLeases();
        Shards current = outbox.shards("there");
        arrive(sent);
        assertThat(ids(aside.due(current, 10))).containsExactly("a2");
    }

    /** Seen: one row that a trigger made stopped the operator's view for ever. */
    @Test
    void aRowThatIsNoEventIsShownMendedAndReplayed() throws Exception {
        append("a1", "a2");
        database.execute("UPDATE outbox SET source = '%% no URI' WHERE event_id = 'a1'");
        Place unreadable = here.read(new Reading(mine, 0, 10))
                .unreadable()
                .keySet()
                .iterator()
                .next();
        aside.change(
                mine, new AsideChange(List.of(unreadable), List.of(refusal(unreadable, Optional.empty())), List.of()));
        follow();
        assertThat(operations.parked(10))
                .singleElement()
                .satisfies(parked -> assertThat(parked.eventId()).isEqualTo("a1"));
        assertThatIllegalStateException()
                .isThrownBy(() -> operations.inspect("%% no URI", "a1"))
                .withMessageContaining("a1, which is no event");

        database.execute("UPDATE outbox_aside SET source = '/mended' WHERE event_id = 'a1'");
        assertThat(operations.replay("/mended", "a1")).isTrue();
        assertThat(ids(aside.due(mine, 10))).containsExactly("a1", "a2");
    }

    /** T-20: no age and no count deletes an entry; only delivery or an operator does. */
    @Test
    void nothingThatWasNotPublishedIsDeleted() throws Exception {
        append("a1", "b1", "c1", "d1");
        park("a1", "poison");
        putOff("b1", LATER);
        here.settle(here.read(new Reading(mine, 0, 10)).entries().stream()
                .filter(entry -> entry.event().id().equals("d1"))
                .toList());
        database.execute(
                "UPDATE outbox SET time = time - INTERVAL '1000' DAY, appended_at = appended_at - INTERVAL '1000' DAY");
        database.execute(
                "UPDATE outbox_aside SET time = time - INTERVAL '1000' DAY, parked_at = parked_at - INTERVAL '1000' DAY,"
                        + " next_attempt_at = next_attempt_at - INTERVAL '1000' DAY, appended_at = appended_at - INTERVAL '1000' DAY");
        outbox.install(OutboxFixture.LANE);
        here.read(new Reading(mine, 0, 10));
        aside.due(mine, 10);
        follow();
        assertThat(database.number("SELECT count(*) FROM outbox")
                        + database.number("SELECT count(*) FROM outbox_aside"))
                .isEqualTo(3);
    }

    /** An id is unique within its source only. */
    @Test
    void anotherSourcesEntryOfTheSameIdIsNotTouched() throws Exception {
        append("a1");
        park("a1", "no");
        append("b1");
        database.execute("UPDATE outbox SET source = '/another', event_id = 'a1' WHERE subject = 'b'");
        park("a1", "no");
        assertThat(operations.inspect("/another", "a1").map(Event::subject)).contains("b");
        assertThat(operations.discard("/none", "a1")).isFalse();
        assertThat(operations.discard("/another", "a1")).isTrue();
        assertThat(operations.parked(10))
                .singleElement()
                .satisfies(left -> assertThat(left.source()).isEqualTo("/test"));
        assertThat(operations.replay("/another", "a1")).isFalse();
        assertThat(operations.replay("/test", "a1")).isTrue();
    }

    @Test
    void theBacklogSaysWhatWaitsAndWhatWasGivenUp() throws Exception {
        append("a1", "b1", "c1");
        park("a1", "poison");
        database.execute("UPDATE outbox SET appended_at = appended_at - INTERVAL '60' SECOND WHERE event_id = 'c1'");
        Backlog backlog = operations.backlog();
        assertThat(backlog.waiting()).isEqualTo(2);
        assertThat(backlog.parked()).isEqualTo(1);
        assertThat(backlog.oldest()).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(90));
    }

    private void putOff(String id, Duration delay) throws Exception {
        refuse(id, Optional.of(delay), "later");
    }

    private void park(String id, String reason) throws Exception {
        refuse(id, Optional.empty(), reason);
    }

    private void refuse(String id, Optional<Duration> delay, String reason) throws Exception {
        Place place = here.read(new Reading(mine, 0, 10)).entries().stream()
                .filter(entry -> entry.event().id().equals(id))
                .findAny()
                .orElseThrow()
                .place();
        var refusal = new AsideChange.Refusal(place, reason, true, delay);
        aside.change(mine, new AsideChange(List.of(place), List.of(refusal), List.of()));
    }

    private static AsideChange.Refusal refusal(Place place, Optional<Duration> delay) {
        return new AsideChange.Refusal(place, "no", true, delay);
    }

    /** Moves what waits behind, as a pass does. */
    private void follow() throws Exception {
        List<Place> behind = here.read(new Reading(mine, 0, 10)).behind();
        aside.change(mine, new AsideChange(behind, List.of(), List.of()));
    }

    private void arrive(List<Entry> entries) throws Exception {
        List<Place> arrived = new ArrayList<>();
        entries.forEach(entry -> arrived.add(entry.place()));
        aside.change(mine, new AsideChange(List.of(), List.of(), arrived));
    }

    private void append(String... ids) throws Exception {
        for (String id : ids) {
            outbox.append(Events.event(id));
        }
    }

    private static List<String> ids(Batch batch) {
        return batch.events().stream().map(Event::id).toList();
    }
}
