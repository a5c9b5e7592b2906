package org.atomicevents.eventsourcing.projection;

import static org.assertj.core.api.Assertions.assertThat;

import org.atomicevents.eventsourcing.StoredEvent;
import org.atomicevents.eventsourcing.store.Events;
import org.atomicevents.eventsourcing.store.PoisonEvent;
import org.atomicevents.eventsourcing.store.ProjectionState;
import org.atomicevents.eventsourcing.store.ProjectionStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events that a projection cannot apply, over a real database. */
class PoisonProjectionTest {

    private ProjectionFixture fixture;
    private ProjectionStore store;

    @BeforeEach
    void install() throws Exception {
        fixture = ProjectionFixture.install();
        store = fixture.store;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** Seen: one product whose name no column takes, and every other one stayed 404. */
    @Test
    void aPoisonEventHoldsItsStreamAndNoOther() throws Exception {
        Seen list = fixture.registered("list", 1);
        Seen other = fixture.registered("other", 1);
        fixture.publish("a1", "b1", "a2", "b2", "c1");
        list.failing.add("b1");
        fixture.passes(list, 10);
        fixture.finish(other);
        fixture.publish("b3", "a3");
        fixture.passes(list, 10);
        assertThat(fixture.live("list")).containsExactly("1:a1", "1:a2", "1:c1", "1:a3");
        assertThat(fixture.live("other")).containsExactly("1:a1", "1:b1", "1:a2", "1:b2", "1:c1");
        ProjectionState state = store.all().get(0);
        assertThat(state.stopped()).isEmpty();
        assertThat(state.lag()).isZero();
        assertThat(state.held().orElseThrow().streams()).isEqualTo(1);
        assertThat(state.held().orElseThrow().error()).contains("b1", "position 2", "cannot understand it");

        list.failing.clear();
        store.rebuild(list);
        fixture.finish(list);
        assertThat(fixture.live("list")).containsExactly("1:a1", "1:b1", "1:a2", "1:b2", "1:c1", "1:b3", "1:a3");
        assertThat(store.all()).allSatisfy(mended -> assertThat(mended.held()).isEmpty());
        assertThat(fixture.database.number("SELECT count(*) FROM projection_held"))
                .isZero();
    }

    /** A pass after a failure comes after a pause. */
    @Test
    void whatComesBeforeAPoisonEventInItsBatchIsAppliedInOnePass() throws Exception {
        Seen list = fixture.registered("list", 1);
        for (int i = 1; i <= 9; i++) {
            fixture.publish("a" + i);
        }
        list.failing.add("a9");
        ProjectionRunner runner = fixture.runner(list, 10);
        runner.pass();
        runner.pass();
        assertThat(store.all().get(0).checkpoint()).isEqualTo(8);
        runner.pass();
        runner.pass();
        assertThat(store.all().get(0).held()).as("the first failure counts").isPresent();
    }

    @Test
    void aRebuildThatLeavesMoreOutIsNotReadInPlaceOfTheOldOne() throws Exception {
        Seen list = fixture.registered("list", 1);
        fixture.publish("a1", "b1");
        fixture.finish(list);
        list.failing.add("b1");
        store.rebuild(list);
        fixture.passes(list, 20);
        assertThat(fixture.live("list")).containsExactly("1:a1", "1:b1");
        fixture.publish("b2", "a2");
        fixture.passes(list, 20);
        assertThat(fixture.live("list")).containsExactly("1:a1", "1:b1", "1:b2", "1:a2");
        assertThat(store.all()).extracting(ProjectionState::status).containsExactly("live", "building");

        list.failing.clear();
        store.rebuild(list);
        fixture.finish(list);
        assertThat(fixture.live("list")).containsExactly("1:a1", "1:b1", "1:b2", "1:a2");
        assertThat(store.all()).extracting(ProjectionState::generation).containsExactly(3L);
    }

    @Test
    void aRebuildThatLeavesOutAnotherStreamIsNotReadInPlaceOfTheOldOne() throws Exception {
        Seen list = fixture.registered("list", 1);
        fixture.publish("a1", "b1");
        list.failing.add("a1");
        fixture.passes(list, 10);
        list.failing.clear();
        list.failing.add("b1");
        store.rebuild(list);
        fixture.passes(list, 20);
        assertThat(fixture.live("list")).containsExactly("1:b1");
    }

    @Test
    void aRebuildThatLeavesOutNoMoreTakesOver() throws Exception {
        Seen list = fixture.registered("list", 1);
        fixture.publish("a1", "b1");
        list.failing.add("b1");
        fixture.passes(list, 10);
        store.rebuild(list);
        fixture.passes(list, 20);
        assertThat(store.all()).extracting(ProjectionState::generation).containsExactly(2L);
        assertThat(fixture.live("list")).containsExactly("1:a1");
    }

    /** No event makes it right, so it says nothing about one. */
    @Test
    void aWrongStatementStopsItsProjectionAndNoOther() throws Exception {
        Seen list = fixture.registered("list", 1);
        Seen other = fixture.registered("other", 1);
        fixture.publish("a1", "b1");
        list.statement = "INSERT INTO missing (generation, at, event, name) VALUES (?, ?, ?, ?)";
        fixture.passes(list, 10);
        fixture.finish(other);
        assertThat(fixture.live("other")).containsExactly("1:a1", "1:b1");
        ProjectionState stopped = store.all().get(0);
        assertThat(stopped.stopped().orElseThrow().error()).contains("a1", "position 1");
        assertThat(stopped.held()).isEmpty();
        assertThat(stopped.checkpoint()).isZero();
    }

    @Test
    void aProjectionThatUnderstandsNothingStops() throws Exception {
        Seen list = fixture.registered("list", 1);
        for (char stream = '\u4e00'; stream < '\u4e00' + 101; stream++) {
            fixture.publish(stream + "1");
            list.failing.add(stream + "1");
        }
        fixture.passes(list, 1000);
        ProjectionState stopped = store.all().get(0);
        assertThat(stopped.held().orElseThrow().streams()).isEqualTo(100);
        assertThat(stopped.stopped().orElseThrow().error()).contains("position 101");
    }

    /** A server with the old code must not hold what one with the new code has applied meanwhile. */
    @Test
    void whatAnotherServerHasAppliedIsNotHeld() throws Exception {
        Seen list = fixture.registered("list", 1);
        fixture.publish("a1");
        fixture.finish(list);
        PoisonEvent late = new PoisonEvent(
                new StoredEvent(1, "a", 1, Events.event("a1")), new IllegalArgumentException("cannot understand it"));
        assertThat(store.hold(list, 1, late, 100)).isTrue();
        assertThat(store.all().get(0).held()).isEmpty();
    }

    @Test
    void theFailuresOfTwoEventsAreNotAddedUp() throws Exception {
        Seen list = fixture.registered("list", 1);
        fixture.publish("a1");
        list.failing.add("a1");
        ProjectionRunner behind = fixture.runner(list, 10);
        behind.pass();
        behind.pass();
        fixture.finish(new Seen("list", 1));
        fixture.publish("b1");
        list.failing.add("b1");
        behind.pass();
        assertThat(store.all().get(0).held()).isEmpty();
        behind.pass();
        behind.pass();
        assertThat(store.all().get(0).held()).isPresent();
    }
}
