package dev.freshet.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Many streams at once on one thread, each on a connection of its own: sends one request and reads whatever comes.
final class StreamLoad implements AutoCloseable {
    private final Selector selector;
    private final InetSocketAddress target;
    private final byte[] request;
    private final Thread thread;
    private final AtomicLong tokens = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger complete = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger disordered = new AtomicInteger();
    private final Map<String, Integer> surprises = new ConcurrentHashMap<>();
    private final List<Stream> streams = new ArrayList<>();
    private final byte[] scratch = new byte[64 << 10];
    private final ByteBuffer buffer = ByteBuffer.wrap(scratch);
    private final int count;
    private final long ramp;
    private volatile boolean closing;

    /// @param target a server on 127.0.0.1
    /// @param request all bytes of it, head and body
    /// @param count how many streams
    /// @param ramp the time over which they begin
    StreamLoad(int target, byte[] request, int count, Duration ramp) throws IOException {
        this.selector = Selector.open();
        this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), target);
        this.request = request;
        this.count = count;
        this.ramp = ramp.toNanos();
        this.thread = Thread.ofPlatform().daemon().name("stream-load").start(this::run);
    }

    /// A request with a JSON body.
    static byte[] post(String path, String key, String body) {
        return ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + key
                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static final class Stream {
        private final SocketChannel channel;
        private final StreamReader reader = new StreamReader();
        private boolean over;

        private Stream(SocketChannel channel) {
            this.channel = channel;
        }
    }

    /// Tokens that have come on all streams.
    long tokens() {
        return tokens.get();
    }

    /// Streams that have begun and not ended.
    int open() {
        return open.get();
    }

    /// Streams that came to their end mark.
    int complete() {
        return complete.get();
    }

    /// Streams that ended otherwise.
    int broken() {
        return broken.get();
    }

    /// Streams in which a token was missing, doubled or out of order.
    int disordered() {
        return disordered.get();
    }

    /// What came instead of tokens, and how often.
    Map<String, Integer> surprises() {
        return surprises;
    }

    /// Waits until every stream has ended.
    ///
    /// @return whether it came so far in time
    boolean await(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (complete() + broken() < count && System.nanoTime() < end) {
            Thread.sleep(100);
        }
        return complete() + broken() == count;
    }

    private void run() {
        long begun = System.nanoTime();
        try {
            while (!closing) {
                begin(begun);
                selector.select(this::serve, 5);
            }
            for (Stream stream : streams) {
                stream.channel.close();
            }
            selector.close();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private void begin(long begun) throws IOException {
        long due = ramp == 0 ? count : Math.min(count, count * (System.nanoTime() - begun) / ramp + 1);
        for (int opened = 0; streams.size() < due && opened < 100; opened++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Stream stream = new Stream(channel);
            streams.add(stream);
            channel.connect(target);
            channel.register(selector, SelectionKey.OP_CONNECT, stream);
        }
    }

    private void serve(SelectionKey key) {
        Stream stream = (Stream) key.attachment();
        try {
            if (key.isConnectable()) {
                stream.channel.finishConnect();
                open.incrementAndGet();
                stream.channel.write(ByteBuffer.wrap(request));
                key.interestOps(SelectionKey.OP_READ);
            } else {
                read(stream);
            }
        } catch (IOException gone) {
            end(stream, false);
        }
    }

    private void read(Stream stream) throws IOException {
        buffer.clear();
        int length = stream.channel.read(buffer);
        if (length < 0) {
            end(stream, false);
            return;
        }
        int before = stream.reader.tokens();
        stream.reader.feed(scratch, length);
        tokens.addAndGet(stream.reader.tokens() - (long) before);
        if (stream.reader.complete()) {
            end(stream, true);
        }
    }

    private void end(Stream stream, boolean whole) {
        if (stream.over) {
            return;
        }
        stream.over = true;
        open.decrementAndGet();
        (whole ? complete : broken).incrementAndGet();
        if (!stream.reader.ordered()) {
            disordered.incrementAndGet();
            surprises.merge(stream.reader.surprise(), 1, Integer::sum);
        }
        try {
            stream.channel.close();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /// Leaves all streams where they are, as clients do that go away.
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException("stopped", stopped);
        }
    }
}
