package org.atomicevents.harness.bench;

import java.math.BigDecimal;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The products of one thread: each thread moves its own, so that no benchmark measures row contention. Confined to
 * its thread.
 */
final class Products {

    static final int PER_THREAD = 100;

    private final int first;
    private final long[] versions = new long[PER_THREAD];
    private int next;

    Products(int threadIndex) {
        this.first = threadIndex * PER_THREAD;
        java.util.Arrays.fill(versions, 1);
    }

    /** The next change in turn; counted as made. */
    Change next() {
        int index = next;
        next = (next + 1) % PER_THREAD;
        long from = versions[index]++;
        return new Change(commandId(), "product-" + (first + index), from, BigDecimal.valueOf(100 + from % 900, 2));
    }

    /** One price change; {@code from} is the version it moves from. */
    record Change(String commandId, String productId, long from, BigDecimal price) {

        /** The event's data, in the shape the catalog publishes. */
        String json() {
            return "{\"commandId\":\"" + commandId + "\",\"productId\":\"" + productId + "\",\"price\":" + price
                    + ",\"version\":" + (from + 1) + "}";
        }
    }

    /** Random but cheap: {@link UUID#randomUUID} takes a lock and would be a cost of its own here. */
    private static String commandId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
