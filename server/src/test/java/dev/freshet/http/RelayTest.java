package dev.freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.core.Deadline;
import dev.freshet.core.Parallel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The token path without a model: what an upstream sends reaches the client on one loop, in order.
@ParameterizedClass
@EnumSource(HttpSettings.Framing.class)
class RelayTest {
    private static final int EVENTS = 40;

    @Parameter
    private HttpSettings.Framing framing;

    @TempDir
    private Path folder;

    private static Response relay(Request request, HttpCaller caller, ScriptedUpstream upstream) {
        EventStream stream = request.events(Map.of());
        HttpCall call = HttpCall.get(upstream.uri(request.path()), Map.of());
        caller.stream(call, stream.loop(), new Relay(stream), Deadline.in(Duration.ofSeconds(60)));
        return Response.streaming(stream);
    }

    private TestServer serve(Router router) {
        return new TestServer(TestServer.settings(folder).withFraming(framing), router);
    }

    @Test
    void everyClientGetsItsOwnEventsInOrder() throws Exception {
        Router router = new Router();
        try (ScriptedUpstream upstream = new ScriptedUpstream(RelayTest::countEvents);
                TestServer server = serve(router);
                HttpCaller caller = HttpCaller.open(server.network, HttpCaller.Settings.standard())) {
            router.route("GET", "/{name}", request -> relay(request, caller, upstream));
            List<Callable<String>> clients = IntStream.range(0, 200)
                    .<Callable<String>>mapToObj(client -> () -> events(server, "c" + client))
                    .toList();
            List<String> answers = Parallel.all(clients);
            for (int client = 0; client < answers.size(); client++) {
                assertThat(answers.get(client)).isEqualTo(expected("c" + client));
            }
        }
    }

    private static String events(TestServer server, String name) throws Exception {
        return server.get("/" + name).body();
    }

    private static void countEvents(Socket socket, String head) throws IOException {
        String name = head.substring("GET /".length(), head.indexOf(" HTTP"));
        ScriptedUpstream.write(socket, "HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int event = 0; event < EVENTS; event++) {
            String text = event(name, event);
            ScriptedUpstream.write(socket, Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
            Thread.yield();
        }
        ScriptedUpstream.write(socket, "0\r\n\r\n");
    }

    private static String event(String name, int number) {
        return "data:" + name + "-" + number + "\n\n";
    }

    private static String expected(String name) {
        StringBuilder all = new StringBuilder();
        for (int event = 0; event < EVENTS; event++) {
            all.append(event(name, event));
        }
        return all.toString();
    }

    @SuppressWarnings("try") // leaving in the middle is what is tested
    @Test
    void aClientThatLeavesClosesTheUpstreamsSocket() throws Exception {
        Router router = new Router();
        ScriptedUpstream[] self = new ScriptedUpstream[1];
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, head) -> {
                    ScriptedUpstream.write(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
                    self[0].untilClientLeaves(socket);
                });
                TestServer server = serve(router);
                HttpCaller caller = HttpCaller.open(server.network, HttpCaller.Settings.standard());
                Socket socket = server.connect()) {
            self[0] = upstream;
            router.route("GET", "/{name}", request -> relay(request, caller, upstream));
            TestServer.write(socket, "GET /hang HTTP/1.1\r\nHost: x\r\n\r\n");
            TestServer.readUntil(socket, "abc");
            socket.close();
            assertThat(upstream.clientHasLeft()).isTrue();
        }
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() throws Exception {
        Router router = new Router()
                .route("GET", "/{name}", request -> Response.text(200, request.pathParameter("name") + "\n"));
        try (TestServer server = serve(router);
                Socket socket = server.connect()) {
            StringBuilder requests = new StringBuilder();
            for (int request = 0; request < 50; request++) {
                requests.append("GET /r").append(request).append("- HTTP/1.1\r\nHost: x\r\n\r\n");
            }
            TestServer.write(socket, requests.toString());
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (int answered = 0; answered < 50; ) {
                String line = String.valueOf(in.readLine());
                assertThat(line).isNotEqualTo("null");
                if (line.endsWith("-")) {
                    assertThat(line).isEqualTo("r" + answered + "-");
                    answered++;
                }
            }
        }
    }
}
