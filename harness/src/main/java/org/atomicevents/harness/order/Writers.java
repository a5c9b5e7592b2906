package org.atomicevents.harness.order;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Threads that send commands, each to one server and, if that does not answer, again with the same command id to the other,
 * until the outcome is known. Commands are numbered; whichever thread is free takes the next. Thread-safe.
 */
final class Writers {

    private static final Duration GIVES_UP_AFTER = Duration.ofMinutes(2);
    private static final long BETWEEN_TRIES_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int CONFLICT = 409;

    private final String strategy;
    private final List<String> subjects;
    private final List<CatalogClient> servers;
    private final LedgerQueries books;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger retried = new AtomicInteger();

    Writers(String strategy, List<String> subjects, List<CatalogClient> servers, LedgerQueries books) {
        this.strategy = strategy;
        this.subjects = List.copyOf(subjects);
        this.servers = List.copyOf(servers);
        this.books = books;
    }

    int acknowledged() {
        return acknowledged.get();
    }

    int retried() {
        return retried.get();
    }

    /** Makes the subjects, one by one. */
    void create() throws InterruptedException {
        for (String subject : subjects) {
            String command = command(subject + " creation");
            repeat(command, tries -> servers.get(tries % servers.size()).create(strategy, subject, command));
        }
    }

    /**
     * Has {@code events} commands acknowledged by {@code threads} threads; returns when the last one is.
     *
     * @param done hears how many are, from any of the threads; must be quick
     * @throws IllegalStateException if a command's outcome stays unknown, or a server refuses it for good
     */
    void write(int events, int threads, IntConsumer done) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                writers.add(pool.submit(() -> {
                    for (int n = next.getAndIncrement(); n < events; n = next.getAndIncrement()) {
                        change(n);
                        done.accept(acknowledged.incrementAndGet());
                    }
                    return null;
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private void change(int n) throws InterruptedException {
        String subject = subjects.get(n % subjects.size());
        String command = command(subject + " change " + n);
        BigDecimal price = BigDecimal.valueOf(100 + n % 10_000, 2);
        // Neighbours go to different servers, and so do the commands of one subject.
        int first = (n + n / subjects.size()) % servers.size();
        repeat(
                command,
                tries -> servers.get((first + tries) % servers.size()).change(strategy, subject, command, price));
    }

    @FunctionalInterface
    private interface Request {
        Optional<Integer> send(int tries) throws InterruptedException;
    }

    /**
     * A conflict means that this command is executed already, because its id is; the database says whether that is so. All
     * other 4xx are a mistake of this harness.
     */
    private void repeat(String command, Request request) throws InterruptedException {
        long deadline = System.nanoTime() + GIVES_UP_AFTER.toNanos();
        for (int tries = 0; ; tries++) {
            Optional<Integer> status = request.send(tries);
            if (status.filter(code -> code < 300).isPresent()
                    || status.filter(code -> code == CONFLICT).isPresent() && books.isCommitted(command)) {
                return;
            }
            if (status.filter(code -> code >= 400 && code < 500 && code != CONFLICT)
                    .isPresent()) {
                throw new IllegalStateException(
                        "Command %s is refused for good: HTTP %d".formatted(command, status.get()));
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The outcome of command %s is not known after %d s; last answer %s"
                        .formatted(command, GIVES_UP_AFTER.toSeconds(), status));
            }
            retried.incrementAndGet();
            LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private static String command(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
