package dev.freshet.db;

import dev.freshet.core.AppException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// A piece of work that waits for a database thread, and its outcome.
final class Ticket<T> {
    private final Function<DSLContext, T> work;
    private final CountDownLatch done = new CountDownLatch(1);
    private @Nullable T result;
    private @Nullable Throwable failure;

    Ticket(Function<DSLContext, T> work) {
        this.work = work;
    }

    /// Runs the work and keeps its outcome to itself until [#publish()]; false when it threw.
    boolean run(DSLContext sql) {
        try {
            result = work.apply(sql);
            return true;
        } catch (RuntimeException | Error error) {
            failure = error;
            return false;
        }
    }

    /// Makes this the outcome, whatever the work returned: the commit failed.
    void fail(Throwable error) {
        result = null;
        failure = error;
    }

    /// Lets the waiting caller have the outcome.
    void publish() {
        done.countDown();
    }

    /// Waits for the outcome. The wait is not given up by an interrupt, since the work goes on anyway.
    @SuppressWarnings("NullAway") // a callback may return null, and then so does this
    T await() {
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException stopped) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return switch (failure) {
            case null -> result;
            case RuntimeException runtime -> throw runtime;
            case Error error -> throw error;
            case Throwable other -> throw new AppException.Broken("the database failed", other);
        };
    }
}
