package org.atomicevents.harness.order;

import java.util.concurrent.Semaphore;
import org.atomicevents.servers.Wildfly;
import org.atomicevents.servers.progress.Progress;

/** Kills one server when enough has been written, and starts it again, on a thread of its own. */
final class ServerKills implements AutoCloseable {

    private final OrderPlan plan;
    private final Wildfly victim;
    private final Semaphore due = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "kills");
    private int asked;
    private volatile int seen;
    private volatile RuntimeException failure;

    ServerKills(OrderPlan plan, Wildfly victim) {
        this.plan = plan;
        this.victim = victim;
        thread.start();
    }

    /** That so many commands are acknowledged; from any thread. */
    synchronized void after(int acknowledged) {
        if (asked < plan.kills() && acknowledged >= plan.killAfter(asked + 1)) {
            asked++;
            due.release();
        }
    }

    /**
     * Waits until all that were asked for are over and the server serves again.
     *
     * @return how often the server was seen dead
     * @throws IllegalStateException if it did not come up again
     */
    int await() throws InterruptedException {
        thread.join();
        if (failure != null) {
            throw failure;
        }
        return seen;
    }

    private void run() {
        try {
            for (int n = 1; n <= plan.kills(); n++) {
                due.acquire();
                victim.kill();
                if (!victim.isAlive()) {
                    seen++;
                }
                Progress.say("  killed a server; starting it again");
                victim.restart();
            }
        } catch (InterruptedException endOfRun) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
