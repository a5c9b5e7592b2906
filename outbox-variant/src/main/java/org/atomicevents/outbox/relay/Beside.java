package org.atomicevents.outbox.relay;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/**
 * Work that another thread may do meanwhile. If none has begun it by the time that the result is asked for, the asking thread does it
 * itself, so an executor without a free thread costs time and no more. For one asking thread.
 */
final class Beside<T> implements AutoCloseable {

    private final FutureTask<T> task;

    private Beside(Callable<T> work) {
        this.task = new FutureTask<>(work);
    }

    /** Nothing is to do. */
    static <T> Beside<T> done(T result) {
        return new Beside<>(() -> result);
    }

    static <T> Beside<T> begin(Callable<T> work, Executor executor) {
        Beside<T> beside = new Beside<>(work);
        try {
            executor.execute(beside.task);
        } catch (RejectedExecutionException e) {
            // The asking thread does it.
        }
        return beside;
    }

    /** Waits for the result; the work's database calls are what bounds the wait. */
    T result() throws SQLException {
        task.run();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static SQLException thrown(Throwable cause) {
        if (cause instanceof SQLException failure) {
            return failure;
        }
        if (cause instanceof RuntimeException failure) {
            throw failure;
        }
        if (cause instanceof Error failure) {
            throw failure;
        }
        return new SQLException(cause);
    }

    /** Ends when the work has ended, with whatever result. */
    @Override
    public void close() {
        try {
            result();
        } catch (SQLException | RuntimeException | Error e) {
            // Whoever asked for the result has it; whoever did not has another exception on the way.
        }
    }
}
