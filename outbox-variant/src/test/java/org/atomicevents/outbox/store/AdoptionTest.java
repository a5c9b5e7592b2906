package org.atomicevents.outbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atomicevents.operations.ParkedEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the entries of a strategy that is not offered any more, on a real database. */
class AdoptionTest {

    private static final Lane OLD = OutboxFixture.LANE;
    private static final Lane HEIR = new Lane(OutboxFixture.APPLICATION, "outbox-notify");
    private static final Duration NOW = Duration.ZERO;

    private OutboxFixture outbox;
    private OutboxStore heir;
    private Adoption adoption;

    @BeforeEach
    void install() throws Exception {
        outbox = OutboxFixture.install();
        outbox.install(HEIR);
        heir = outbox.store(HEIR, "heir");
        adoption = adoption(HEIR, OLD);
    }

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    void whatWaitsStaysBeforeWhatIsPublishedAfterIt() throws Exception {
        append(OLD, "a1", "b1", "a2");
        append(HEIR, "a3");
        assertThat(adoption.adopt()).isEqualTo(Map.of(OLD.strategy(), 3));
        assertThat(ids(heir.read(new Reading(shards(HEIR), 0, 10))).stream().filter(id -> id.startsWith("a")))
                .containsExactly("a1", "a2", "a3");
        assertThat(outbox.operations(OLD).pending()).isZero();
        assertThat(adoption.adopt()).isEmpty();
    }

    @Test
    void whatIsParkedOrPutOffStaysSoAndHoldsItsSubject() throws Exception {
        append(OLD, "a1", "a2", "b1", "b2");
        refuse(OLD, "a1", Optional.empty());
        refuse(OLD, "b1", Optional.of(NOW));
        outbox.endLeases();
        append(HEIR, "a3", "b3");
        adoption.adopt();
        Shards mine = shards(HEIR);
        assertThat(heir.read(new Reading(mine, 0, 10)).entries()).isEmpty();
        follow(HEIR, mine);
        assertThat(ids(heir.aside().due(mine, 10))).containsExactly("b1", "b2", "b3");
        assertThat(outbox.operations(HEIR).parked(10))
                .extracting(ParkedEntry::eventId)
                .containsExactly("a1");
        assertThat(outbox.operations(HEIR).replay("/test", "a1")).isTrue();
        assertThat(ids(heir.aside().due(mine, 10))).containsExactly("b1", "b2", "b3", "a1", "a2", "a3");
    }

    /** Both lanes had put a subject aside, or one had and the other one had not. */
    @Test
    void twoLinesOfOneSubjectBecomeOneInOrder() throws Exception {
        append(OLD, "a1", "a2", "b1");
        append(HEIR, "a3", "b2");
        append(OLD, "b3");
        refuse(OLD, "a1", Optional.of(NOW));
        refuse(HEIR, "a3", Optional.of(NOW));
        refuse(HEIR, "b2", Optional.of(NOW));
        outbox.endLeases();
        adoption.adopt();
        Shards mine = shards(HEIR);
        follow(HEIR, mine);
        List<String> due = ids(heir.aside().due(mine, 10));
        assertThat(due.stream().filter(id -> id.startsWith("a"))).containsExactly("a1", "a2", "a3");
        assertThat(due.stream().filter(id -> id.startsWith("b"))).containsExactly("b1", "b2", "b3");
    }

    /** The hand-off of the heir asks only among those that were ever reserved what is older. */
    @Test
    void theHandOffOfTheHeirSeesWhatIsOlder() throws Exception {
        append(OLD, "a1");
        adoption.adopt();
        List<Entry> handedOff = new ArrayList<>();
        outbox.database.committed(() -> {
            try (Connection connection = outbox.database.pool.getConnection()) {
                return handedOff.add(heir.appendReserved(connection, Events.event("a2"), OutboxFixture.LONG));
            }
        });
        assertThat(heir.status(handedOff, NOW).of(handedOff.get(0))).isEqualTo(BatchStatus.EntryStatus.BEHIND);
    }

    @Test
    void nothingIsTakenFromARelayThatLives() throws Exception {
        append(OLD, "a1");
        shards(OLD);
        assertThat(adoption.adopt()).isEmpty();
        outbox.endLeases();
        assertThat(adoption.adopt()).isEqualTo(Map.of(OLD.strategy(), 1));
    }

    /** A relay that slept past its lease does not put aside what is another lane's now, nor what comes later. */
    @Test
    void aZombieChangesNothing() throws Exception {
        append(OLD, "a1");
        Shards zombies = shards(OLD);
        Place place = outbox.store(OLD, "zombie")
                .read(new Reading(zombies, 0, 10))
                .entries()
                .get(0)
                .place();
        outbox.endLeases();
        adoption.adopt();
        append(OLD, "a2");
        Place later = outbox.store(OLD, "zombie")
                .read(new Reading(zombies, 0, 10))
                .entries()
                .get(0)
                .place();
        outbox.store(OLD, "zombie")
                .aside()
                .change(zombies, new AsideChange(List.of(place, later), List.of(), List.of()));
        assertThat(outbox.database.number("SELECT count(*) FROM outbox_aside")).isZero();
        assertThat(outbox.database.number("SELECT count(*) FROM outbox")).isEqualTo(2);
    }

    @Test
    void whatGoesToAnotherPlaceIsNotTaken() throws Exception {
        append(OLD, "a1");
        outbox.database.execute("UPDATE outbox_relay SET destination = 'elsewhere' WHERE strategy = 'outbox-polling'");
        assertThat(adoption.adopt()).isEmpty();
        assertThat(outbox.operations(OLD).pending()).isEqualTo(1);
    }

    @Test
    void anotherApplicationsEntriesAreNotTaken() throws Exception {
        Lane others = new Lane("others", OLD.strategy());
        outbox.install(others);
        append(others, "a1");
        assertThat(adoption.adopt()).isEmpty();
        assertThat(outbox.operations(others).pending()).isEqualTo(1);
    }

    private Adoption adoption(Lane to, Lane from) {
        return outbox.adoption(to, List.of(from.strategy()));
    }

    private Shards shards(Lane lane) throws Exception {
        LeaseStore leases = outbox.store(lane, "relay of " + lane.strategy()).leases(OutboxFixture.LONG);
        leases.renew();
        return leases.take(Shards.COUNT).mine();
    }

    private void refuse(Lane lane, String id, Optional<Duration> delay) throws Exception {
        Shards mine = shards(lane);
        OutboxStore store = outbox.store(lane, "relay of " + lane.strategy());
        Place place = store.read(new Reading(mine, 0, 100)).entries().stream()
                .filter(entry -> entry.event().id().equals(id))
                .findFirst()
                .orElseThrow()
                .place();
        AsideChange.Refusal refusal = new AsideChange.Refusal(place, "refused", true, delay);
        store.aside().change(mine, new AsideChange(List.of(place), List.of(refusal), List.of()));
    }

    private void follow(Lane lane, Shards mine) throws Exception {
        OutboxStore store = outbox.store(lane, "relay of " + lane.strategy());
        List<Place> behind = store.read(new Reading(mine, 0, 100)).behind();
        store.aside().change(mine, new AsideChange(behind, List.of(), List.of()));
    }

    private void append(Lane lane, String... ids) throws Exception {
        OutboxStore store = outbox.store(lane, "writer");
        for (String id : ids) {
            outbox.database.committed(() -> {
                try (Connection connection = outbox.database.pool.getConnection()) {
                    store.append(connection, Events.event(id));
                    return null;
                }
            });
        }
    }

    private static List<String> ids(Batch batch) {
        List<String> ids = new ArrayList<>();
        batch.entries().forEach(entry -> ids.add(entry.event().id()));
        return ids;
    }
}
