package dev.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.bench.fake.FakeModelServer;
import dev.freshet.bench.fake.Script;
import dev.freshet.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The scripted model itself is the server here: it speaks OpenAI's wire.
class BenchCommandTest {
    private static final String QUICK = "scripted;first=1;interval=1;tokens=5";
    private static FakeModelServer server;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() {
        server = FakeModelServer.start(Script.USUAL);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void passesWhenAllTargetsAreKept() {
        assertThat(bench(
                        "--route",
                        "openai",
                        "--model",
                        QUICK,
                        "--users",
                        "3",
                        "--target",
                        "60s",
                        "--target-ratio",
                        "99"))
                .isZero();
        assertThat(out.toString()).contains("openai, 1 user, 2 requests", "openai, 3 users, 6 requests", "PASSED");
    }

    @Test
    void failsWhenAnswersAreMissing() {
        String broken = "scripted;fault=server-error";

        assertThat(bench("--route", "openai", "--model", broken, "--users", "2"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("4 status, such as: 500 ", "0.0 % of the answers came whole", "FAILED");
    }

    @Test
    void failsWhenTheFirstChunkIsLate() {
        String slow = "scripted;first=60;interval=1;tokens=5";

        assertThat(bench("--route", "openai", "--model", slow, "--users", "2", "--target", "50ms"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("more than 50 ms");
    }

    @Test
    void saysPlainlyWhatTheServerDoesNotServe() {
        assertThat(bench("--route", "retrieval", "--dataset-ids", "x")).isEqualTo(1);
        assertThat(out.toString())
                .contains("retrieval: NOT SERVED by this server (/api/v1/retrieval)", "NOT SERVED: retrieval");
    }

    @Test
    void failsWhenNothingAnswers() {
        assertThat(run("bench", "--server", "http://127.0.0.1:1", "--route", "openai"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("Nothing answers at http://127.0.0.1:1");
    }

    @Test
    void refusesARouteThatItDoesNotKnow() {
        assertThat(bench("--route", "teleport")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no route 'teleport'");
    }

    @Test
    void printsAReportThatALaterRunIsComparedWith() throws IOException {
        assertThat(bench(
                        "--route",
                        "openai",
                        "--model",
                        QUICK,
                        "--users",
                        "2",
                        "--json",
                        "--target",
                        "60s",
                        "--target-ratio",
                        "99"))
                .isZero();
        Path report = Files.writeString(folder.resolve("report.json"), out.toString());
        assertThat(JsonObject.parse(out.toString()).texts("phases")).hasSize(2);
        String slow = "scripted;first=900;interval=1;tokens=5";

        int again = bench(
                "--route",
                "openai",
                "--model",
                slow,
                "--users",
                "2",
                "--target",
                "60s",
                "--baseline",
                report.toString());

        assertThat(again).isEqualTo(1);
        assertThat(out.toString()).contains("REGRESSION: openai, 2 users: the mean first chunk got slower");
    }

    private int bench(String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("bench", "--server", "http://127.0.0.1:" + server.port(), "--requests", "2"));
        arguments.addAll(List.of(options));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        CommandLine line = new CommandLineInterface(Map.of()).commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
