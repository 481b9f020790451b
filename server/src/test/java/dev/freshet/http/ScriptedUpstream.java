package dev.freshet.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A server that does what a test tells it, byte by byte, with each connection.
final class ScriptedUpstream implements AutoCloseable {
    private final ServerSocket listener;
    private final CountDownLatch clientLeft = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();

    /// What to do with a connection whose first request has been read.
    interface Script {
        void play(Socket socket, String head) throws IOException;
    }

    ScriptedUpstream(Script script) throws IOException {
        listener = new ServerSocket();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        Thread.ofVirtual().start(() -> accept(script));
    }

    private void accept(Script script) {
        try {
            while (true) {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket, script));
            }
        } catch (IOException closed) {
            clientLeft.countDown();
        }
    }

    private void serve(Socket socket, Script script) {
        try (socket) {
            script.play(socket, readRequest(socket));
        } catch (IOException gone) {
            clientLeft.countDown();
        }
    }

    /// Reads one request with its body; gives the head.
    static String readRequest(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed");
            }
            head.append((char) next);
        }
        int length = head.toString().toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
        if (length >= 0) {
            int end = head.indexOf("\r\n", length);
            in.readNBytes(Integer.parseInt(head.substring(length + 16, end)));
        }
        return head.toString();
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /// Waits until the client closes the connection.
    void untilClientLeaves(Socket socket) throws IOException {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        clientLeft.countDown();
    }

    boolean clientHasLeft() throws InterruptedException {
        return clientLeft.await(60, TimeUnit.SECONDS);
    }

    int connections() {
        return connections.get();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + path);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
