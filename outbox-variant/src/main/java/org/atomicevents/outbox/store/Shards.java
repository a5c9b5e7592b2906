package org.atomicevents.outbox.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The shards that an owner holds. A shard is a part of a lane's subjects, by hash; its number is a column that the database computes.
 * Immutable.
 *
 * @param owner the name of the relay
 * @param epochs the shards, each with the epoch that began when the owner took it: with the owner, the fence against a relay that has
 *     lost the shard and does not know yet
 */
public record Shards(String owner, SortedMap<Integer, Long> epochs) {

    /** The number of shards in a lane; the tables' definition has it, too. */
    public static final int COUNT = 64;

    public Shards {
        epochs = Collections.unmodifiableSortedMap(new TreeMap<>(epochs));
    }

    public static Shards none(String owner) {
        return new Shards(owner, Collections.emptySortedMap());
    }

    static Integer[] all() {
        return IntStream.range(0, COUNT).boxed().toArray(Integer[]::new);
    }

    public boolean isEmpty() {
        return epochs.isEmpty();
    }

    public int size() {
        return epochs.size();
    }

    /** Whether all of {@code others} are among these, held without a break. */
    public boolean have(Shards others) {
        return this == others || epochs.entrySet().containsAll(others.epochs.entrySet());
    }

    /** The last {@code count} of them. */
    public List<Integer> last(int count) {
        List<Integer> numbers = List.copyOf(epochs.keySet());
        return numbers.subList(Math.max(0, numbers.size() - count), numbers.size());
    }

    /** Those without {@code given}. */
    public Shards without(List<Integer> given) {
        SortedMap<Integer, Long> kept = new TreeMap<>(epochs);
        kept.keySet().removeAll(given);
        return new Shards(owner, kept);
    }

    /** The numbers, beginning with another one for each {@code turn}, so that none is always the last. */
    Integer[] beginningAt(long turn) {
        List<Integer> numbers = new ArrayList<>(epochs.keySet());
        Collections.rotate(numbers, -(int) Math.floorMod(turn, (long) Math.max(1, numbers.size())));
        return numbers.toArray(Integer[]::new);
    }

    boolean isStillHeld(Map.Entry<Integer, Held> row) {
        return row.getValue().epoch == epochs.getOrDefault(row.getKey(), -1L) && owner.equals(row.getValue().owner);
    }

    /** The owner of a shard as the database has it. */
    record Held(String owner, long epoch) {}
}
