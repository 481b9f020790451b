package dev.freshet.observe;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// How busy a group of platform threads is: the processor time that they used since the last look, as a share
/// of what they could have used.
final class ThreadLoad {
    /// Looks that follow each other faster see the same value, so that two monitors do not disturb each other.
    private static final long SHORTEST_SPAN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String prefix;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final ReentrantLock lock = new ReentrantLock();
    private Map<Long, Long> used;
    private long lookedAt;
    private double last;

    /// @param prefix what the names of the threads begin with
    ThreadLoad(String prefix) {
        this.prefix = prefix;
        this.used = processorTimes();
        this.lookedAt = System.nanoTime();
    }

    /// Between 0 and 1; 0 while there are no such threads.
    double share() {
        lock.lock();
        try {
            long now = System.nanoTime();
            if (now - lookedAt >= SHORTEST_SPAN_NANOS) {
                Map<Long, Long> current = processorTimes();
                last = share(current, now - lookedAt);
                used = current;
                lookedAt = now;
            }
            return last;
        } finally {
            lock.unlock();
        }
    }

    private double share(Map<Long, Long> current, long span) {
        if (current.isEmpty()) {
            return 0;
        }
        long spent = 0;
        for (Map.Entry<Long, Long> thread : current.entrySet()) {
            spent += thread.getValue() - used.getOrDefault(thread.getKey(), 0L);
        }
        return Math.clamp((double) spent / span / current.size(), 0.0, 1.0);
    }

    private Map<Long, Long> processorTimes() {
        Map<Long, Long> times = new HashMap<>();
        for (@Nullable ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith(prefix)) {
                long nanos = threads.getThreadCpuTime(thread.getThreadId());
                if (nanos >= 0) {
                    times.put(thread.getThreadId(), nanos);
                }
            }
        }
        return times;
    }
}
