package org.atomicevents.servers;

import java.nio.file.Path;

/**
 * Database, broker and application server, started in this order and ended in the reverse one. Not thread-safe.
 *
 * <p>The servers' directories are {@code postgres}, {@code artemis} and {@code wildfly} below the one given.
 */
public final class Stack implements AutoCloseable {

    private final ChildProcesses children;
    private final Postgres postgres;
    private final Artemis artemis;
    private final Wildfly wildfly;

    private Stack(ChildProcesses children, Postgres postgres, Artemis artemis, Wildfly wildfly) {
        this.children = children;
        this.postgres = postgres;
        this.artemis = artemis;
        this.wildfly = wildfly;
    }

    /**
     * All three serving when this returns; if one does not come up, none is left running.
     *
     * @throws IllegalStateException which names the one, with the end of its log
     */
    public static Stack start(Installation installation, Path dir, Wildfly.Options options) {
        ChildProcesses children = ChildProcesses.of(installation);
        try {
            Postgres postgres = Postgres.start(installation, dir.resolve("postgres"), children);
            Artemis artemis = Artemis.start(installation, dir.resolve("artemis"), children);
            Wildfly wildfly = Wildfly.start(
                    installation, dir.resolve("wildfly"), Wildfly.Backends.of(postgres, artemis), children, options);
            return new Stack(children, postgres, artemis, wildfly);
        } catch (RuntimeException e) {
            children.close();
            throw e;
        }
    }

    public Postgres postgres() {
        return postgres;
    }

    public Artemis artemis() {
        return artemis;
    }

    public Wildfly wildfly() {
        return wildfly;
    }

    /** For what else belongs to this run, such as a second server. */
    public ChildProcesses children() {
        return children;
    }

    /**
     * Waits until one of the three ends, whatever the reason, and names it: {@code postgres}, {@code artemis} or
     * {@code wildfly}. If the reason is that this JVM is shutting down, does not return.
     */
    public String awaitEnd() throws InterruptedException {
        return children.awaitEnd().name();
    }

    @Override
    public void close() {
        children.close();
    }
}
