package dev.freshet.profile;

import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/// The kinds of threads that a report tells apart.
public enum ThreadKind {
    EVENT_LOOP("event loops"),
    VIRTUAL("virtual threads"),
    POOL("pools and other threads");

    private static final String LOOP = "vert.x-eventloop-thread-";

    private final String title;

    ThreadKind(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    static ThreadKind of(@Nullable RecordedThread thread) {
        if (thread == null) {
            return POOL;
        }
        if (thread.isVirtual()) {
            return VIRTUAL;
        }
        String name = thread.getJavaName();
        return name != null && name.startsWith(LOOP) ? EVENT_LOOP : POOL;
    }
}
