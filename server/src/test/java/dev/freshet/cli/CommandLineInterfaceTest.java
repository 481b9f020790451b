package dev.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.freshet.core.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineInterfaceTest {
    private static final String ASSISTANTS = """
            {"code":0,"data":[{"id":"0a1b","name":"Handbook","top_k":1024}]}
            """;
    private static final String ANSWER = """
            data:{"id":"chatcmpl-0a1b","choices":[{"index":0,"delta":{"role":"assistant","content":"Thirty days [I"}}]}

            data:{"id":"chatcmpl-0a1b","choices":[{"index":0,"delta":{"role":"assistant","content":"D:1]."}}]}

            data:{"choices":[{"index":0,"delta":{"content":null,"final_content":"Thirty days [ID:1].",\
            "reference":[{"document_name":"a.md","content":"A"},{"document_name":"leave.md","content":"30\\n days"}]},\
            "finish_reason":"stop"}]}

            data:[DONE]

            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private final AtomicReference<Path> reindexed = new AtomicReference<>();

    @TempDir
    Path folder;

    @Test
    void askStreamsTheAnswerThenItsSourcesByNumber() throws IOException {
        HttpServer server = serve(ASSISTANTS, ANSWER);
        try {
            assertThat(run("ask", "--server", addressOf(server), "--key", "k", "How", "many", "days?"))
                    .isZero();
        } finally {
            server.stop(0);
        }
        assertThat(out.toString()).isEqualTo("""
                Thirty days [2].

                Sources:
                  [2] leave.md: 30 days
                """);
    }

    @Test
    void askFindsServerAndKeyInTheDataFolder() throws IOException {
        HttpServer server = serve(ASSISTANTS, ANSWER);
        try {
            new LocalServer(addressOf(server), new Secret("the-key")).save(folder);
            assertThat(run("ask", "--data", folder.toString(), "days?")).isZero();
        } finally {
            server.stop(0);
        }
        assertThat(out.toString()).startsWith("Thirty days [2].");
    }

    @Test
    void askSaysWhatToDoWhenNothingAnswers() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(run("ask", "--server", "http://127.0.0.1:" + free, "hello")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("Nothing answers at http://127.0.0.1:" + free
                        + "; start the server with `./freshet serve` or name another with --server.\n");
    }

    @Test
    void askPassesOnWhyTheServerRefuses() throws IOException {
        HttpServer server = serve(ASSISTANTS, "{\"code\":102,\"message\":\"You don't own the chat 0a1b\"}");
        try {
            assertThat(run("ask", "--server", addressOf(server), "hello")).isEqualTo(1);
        } finally {
            server.stop(0);
        }
        assertThat(err.toString()).isEqualTo("You don't own the chat 0a1b\n");
    }

    @Test
    void unknownOptionsAndCommandsAreMistakes() {
        assertThat(run("version", "--colour")).isEqualTo(2);
        assertThat(err.toString()).contains("Unknown option: '--colour'").contains("`freshet version --help`");
        assertThat(run("sreve")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void wrongSettingsAreMistakes() {
        assertThat(run("settings", "--port", "x")).isEqualTo(2);
        assertThat(run("settings", "--port", "1")).isZero();
    }

    @Test
    void serveStartsNothingWhenSettingsOrFolderAreWrong() {
        assertThat(run("serve", "--port", "70000")).isEqualTo(2);
        assertThat(run("serve", "--with", folder.resolve("missing").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("--with must name a folder of documents");
    }

    @Test
    void reindexGetsTheSettings() {
        assertThat(run("reindex", "--data", folder.toString())).isZero();
        assertThat(reindexed).hasValue(folder);
    }

    @Test
    void userDeletePassesTheAddressAndPrintsWhatWasDone() {
        assertThat(run("user", "delete", "ada@example.com", "--data", folder.toString()))
                .isZero();
        assertThat(out.toString()).isEqualTo("ada@example.com is gone from " + folder + "\n");
    }

    @Test
    void userPasswordMakesOneAndPrintsItAndNothingElseDoes() {
        assertThat(run("user", "password", "ada@example.com", "--random", "--data", folder.toString()))
                .isZero();
        assertThat(out.toString()).matches("set for ada@example.com: (\\w{18})\nThe password is \\1\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void userNeedsToBeToldWhatToDoAndWithWhom() {
        assertThat(run("user")).isEqualTo(2);
        assertThat(run("user", "delete")).isEqualTo(2);
        assertThat(err.toString()).contains("A command is missing").contains("EMAIL");
    }

    @Test
    void onlyTheOwnerMayReadTheFileWithTheKey() throws IOException {
        new LocalServer("http://127.0.0.1:9380", new Secret("the-key")).save(folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("cli.json"))))
                .isEqualTo("rw-------");
        assertThat(LocalServer.load(folder).orElseThrow().key().reveal()).isEqualTo("the-key");
    }

    private int run(String... arguments) {
        CommandLine line = new CommandLineInterface(
                        Map.of(),
                        new ServeCommand(Map.of(), request -> {
                            throw new AssertionError("nothing must start");
                        }),
                        new ReindexCommand(Map.of(), (settings, say) -> reindexed.set(settings.data())),
                        new UserCommand(
                                Map.of(),
                                (settings, email) -> email + " is gone from " + settings.data(),
                                (settings, email, password) -> "set for " + email + ": " + password.reveal()))
                .commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private static String addressOf(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// A server that knows the two routes of the command.
    private static HttpServer serve(String assistants, String answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean asks = exchange.getRequestURI().getPath().endsWith("/0a1b/chat/completions");
            byte[] body = (asks ? answer : assistants).getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream stream = exchange.getResponseBody()) {
                stream.write(body);
            }
        });
        server.start();
        return server;
    }
}
