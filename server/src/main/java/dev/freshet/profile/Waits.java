package dev.freshet.profile;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// How waiting shows in a recording.
final class Waits {
    /// A virtual thread kept its carrier while it waited.
    static final String PINNED = "jdk.VirtualThreadPinned";

    /// Waits that no event loop may have, however short.
    static final List<String> SHORT = List.of(
            "jdk.ThreadSleep",
            "jdk.ThreadPark",
            "jdk.JavaMonitorWait",
            "jdk.SocketRead",
            "jdk.SocketWrite",
            "jdk.FileRead",
            "jdk.FileForce");

    /// Waits that count when they are long.
    static final List<String> LONG = List.of("jdk.JavaMonitorEnter", "jdk.FileWrite");

    /// Beginnings of frames that have no business on an event loop: they wait, or they hold it for long.
    private static final List<String> FRAMES = List.of(
            "java.lang.Thread.sleep",
            "java.lang.Object.wait",
            "java.util.concurrent.locks.LockSupport.park",
            "java.util.concurrent.FutureTask.get",
            "java.util.concurrent.CompletableFuture.join",
            "java.util.concurrent.CountDownLatch.await",
            "java.io.FileInputStream.read",
            "java.io.RandomAccessFile.",
            "java.net.Socket",
            "sun.nio.ch.FileDispatcherImpl.",
            "org.sqlite.",
            "ai.onnxruntime.",
            "org.apache.lucene.",
            "dev.freshet.db.");

    /// Native calls in which threads stand that have nothing to do.
    private static final Set<String> IDLE = Set.of(
            "io.netty.channel.epoll.Native.epollWait",
            "io.netty.channel.epoll.Native.epollWait0",
            "sun.nio.ch.EPoll.wait",
            "sun.nio.ch.Net.accept",
            "sun.nio.ch.Net.poll",
            "sun.nio.ch.UnixDomainSockets.accept",
            "java.io.FileInputStream.readBytes",
            "java.lang.ref.Reference.waitForReferencePendingList");

    private static final Set<String> ALL =
            Set.copyOf(Stream.concat(SHORT.stream(), LONG.stream()).toList());

    private Waits() {}

    static boolean isWait(String event) {
        return ALL.contains(event);
    }

    static boolean isIdle(String frame) {
        return IDLE.contains(frame);
    }

    static boolean isBlocking(String frame) {
        return FRAMES.stream().anyMatch(frame::startsWith);
    }
}
