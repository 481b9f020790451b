package dev.freshet.http;

import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The event loop of one client's connection. What is given to it runs in order, never two at a time.
public final class EventLoop {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    private final ContextInternal context;
    private final ReentrantLock last = new ReentrantLock();

    EventLoop(Context context) {
        this.context = (ContextInternal) context;
    }

    /// Runs the task on this loop: at once when called there, else after what is queued.
    public void run(Runnable task) {
        if (isCurrent()) {
            task.run();
            return;
        }
        later(task);
    }

    /// Runs the task on this loop after what is queued, also when called there.
    public void later(Runnable task) {
        try {
            context.runOnContext(ignored -> task.run());
        } catch (RejectedExecutionException ended) {
            afterTheEnd(task);
        }
    }

    /// The loop has ended with the network, and its sockets with it. What is left to do, such as letting a turn
    /// go that waits, is done by whoever asks for it, one at a time; what that would have sent has no reader.
    private void afterTheEnd(Runnable task) {
        if (last.isHeldByCurrentThread()) {
            return;
        }
        last.lock();
        try {
            task.run();
        } catch (RejectedExecutionException | IllegalStateException closed) {
            LOG.debug("a task of an event loop that has ended met a closed socket", closed);
        } finally {
            last.unlock();
        }
    }

    /// Whether the caller stands on this loop. A request has a context of its own, so threads are compared.
    public boolean isCurrent() {
        return context.nettyEventLoop().inEventLoop();
    }

    /// The context, for the token path alone.
    public Context context() {
        return context;
    }

    /// The loop itself.
    io.netty.channel.EventLoop netty() {
        return context.nettyEventLoop();
    }

    /// Refuses a blocking call on any event loop, naming the call that has to move to a virtual thread.
    public static void refuseBlocking(String call) {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException(call + " blocks and must not run on an event loop");
        }
    }

    /// Two are equal when they stand for the same loop, whichever connection they came with.
    @Override
    public boolean equals(Object other) {
        return other instanceof EventLoop loop && loop.context.nettyEventLoop().equals(context.nettyEventLoop());
    }

    @Override
    public int hashCode() {
        return context.nettyEventLoop().hashCode();
    }

    @Override
    public String toString() {
        return "EventLoop[" + Integer.toHexString(System.identityHashCode(context.nettyEventLoop())) + "]";
    }
}
