package dev.freshet.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// nginx as the system's packages have it, passing streams on unbuffered: what relaying costs at the least.
final class Nginx implements AutoCloseable {
    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Starts one in front of a server on 127.0.0.1; empty where nginx is not installed and cannot be.
    static Optional<Nginx> before(int upstream) throws IOException, InterruptedException {
        if (!installed()) {
            return Optional.empty();
        }
        Path folder = Files.createTempDirectory("freshet-nginx");
        int port = freePort();
        Path file = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                worker_processes auto;
                worker_rlimit_nofile 20000;
                pid %1$s/pid;
                error_log %1$s/error.log;
                events { worker_connections 9900; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  server {
                    listen 127.0.0.1:%2$d backlog=4096 reuseport;
                    location / {
                      proxy_pass http://127.0.0.1:%3$d;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                      proxy_buffering off;
                      proxy_read_timeout 300s;
                      tcp_nodelay on;
                    }
                  }
                }
                """.formatted(folder, port, upstream));
        Process process = new ProcessBuilder("nginx", "-p", folder.toString(), "-c", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.log").toFile())
                .start();
        Thread.sleep(1_000);
        if (!process.isAlive()) {
            throw new IllegalStateException("nginx did not start: " + Files.readString(folder.resolve("out.log")));
        }
        return Optional.of(new Nginx(process, port));
    }

    private static boolean installed() throws IOException, InterruptedException {
        if (run("command -v nginx")) {
            return true;
        }
        return run(
                "[ \"$(id -u)\" = 0 ] && command -v apt-get && apt-get install -y --no-install-recommends nginx-light");
    }

    private static boolean run(String command) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    /// The master; its workers are its children.
    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
