package dev.freshet.api;

import dev.freshet.http.HttpServer;
import dev.freshet.http.HttpSettings;
import dev.freshet.http.Network;
import dev.freshet.http.Router;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A real server on a free port, with the player of its [Scenario]s.
public final class ScenarioServer implements AutoCloseable {
    private final Network network;
    private final HttpServer server;
    private final ScenarioPlayer player;

    public ScenarioServer(Path folder, Router router) {
        network = Network.open(1);
        server = HttpServer.start(network, HttpSettings.local(0, folder.resolve("uploads")), router);
        player = new ScenarioPlayer("http://127.0.0.1:" + server.port());
    }

    public int port() {
        return server.port();
    }

    /// As [ScenarioPlayer#play(List)].
    public void play(List<Scenario> rows) throws IOException, InterruptedException {
        player.play(rows);
    }

    /// As [ScenarioPlayer#play(Scenario)].
    public HttpResponse<String> play(Scenario row) throws IOException, InterruptedException {
        return player.play(row);
    }

    /// As [ScenarioPlayer#send(Scenario)].
    public HttpResponse<String> send(Scenario row) throws IOException, InterruptedException {
        return player.send(row);
    }

    /// As [ScenarioPlayer#keep(String, String)].
    public void keep(String name, String value) {
        player.keep(name, value);
    }

    /// Keeps what another server kept.
    public void keepAll(ScenarioServer other) {
        player.keepAll(other.player);
    }

    /// As [ScenarioPlayer#kept(String)].
    public String kept(String name) {
        return player.kept(name);
    }

    @Override
    public void close() {
        server.close(Duration.ofSeconds(1));
        network.close();
    }
}
