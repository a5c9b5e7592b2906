package org.atomicevents.outbox.store;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who holds which shards of a lane, and who lives, as one relay sees it at one moment. Immutable. */
public final class Standing {

    private final String owner;
    private final SortedMap<Integer, Shards.Held> leases;
    private final Map<String, Duration> nodes;

    /**
     * @param owner the relay that asks
     * @param leases the owner of each shard
     * @param nodes the relays, each with the time that its lease still lasts; negative if it has ended
     */
    Standing(String owner, SortedMap<Integer, Shards.Held> leases, Map<String, Duration> nodes) {
        this.owner = owner;
        this.leases = new TreeMap<>(leases);
        this.nodes = Map.copyOf(nodes);
    }

    /** The shards of the relay that asks. */
    public Shards mine() {
        SortedMap<Integer, Long> epochs = new TreeMap<>();
        leases.forEach((shard, held) -> {
            if (owner.equals(held.owner())) {
                epochs.put(shard, held.epoch());
            }
        });
        return new Shards(owner, epochs);
    }

    /** The number of shards that this relay may take now: those that nobody who lives holds, up to its share. */
    public int missing() {
        long free =
                leases.values().stream().filter(held -> !lives(held.owner())).count();
        return (int) Math.max(0, Math.min(free, share() - mine().size()));
    }

    /** The number of shards that this relay has beyond its share. */
    public int surplus() {
        return Math.max(0, mine().size() - share());
    }

    /** The time until the first of the other relays' leases ends, if it is not renewed; empty if there is no other. */
    public Optional<Duration> firstEnd() {
        return nodes.entrySet().stream()
                .filter(node -> !node.getKey().equals(owner))
                .map(Map.Entry::getValue)
                .filter(left -> !left.isNegative())
                .min(Duration::compareTo);
    }

    /** Even shares, rounded up: so no shard is left to nobody, and nobody takes what another has to give back. */
    private int share() {
        long living = nodes.keySet().stream().filter(this::lives).count();
        return (int) ((leases.size() + Math.max(1, living) - 1) / Math.max(1, living));
    }

    private boolean lives(String node) {
        Duration left = node == null ? null : nodes.get(node);
        return left != null && !left.isNegative() && !left.isZero();
    }
}
