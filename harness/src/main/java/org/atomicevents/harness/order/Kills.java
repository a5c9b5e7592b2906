package org.atomicevents.harness.order;

import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.atomicevents.servers.progress.Progress;

/** Kills something when enough has been written, and starts it again, on a thread of its own. */
final class Kills implements AutoCloseable {

    private final OrderPlan plan;
    private final Runnable killAndRestart;
    private final Semaphore due = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "kills");
    private int asked;
    private volatile int seen;
    private volatile RuntimeException failure;

    /** @param killAndRestart throws if it was not killed, or does not serve again */
    Kills(OrderPlan plan, Runnable killAndRestart) {
        this.plan = plan;
        this.killAndRestart = killAndRestart;
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
     * Waits until all that were asked for are over and the victim serves again.
     *
     * @return how often it was killed
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
                Progress.say("  killing the %s and starting it again"
                        .formatted(plan.rig().victim().toString().toLowerCase(Locale.ROOT)));
                killAndRestart.run();
                seen++;
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
