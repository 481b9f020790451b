package dev.freshet.bench.fake;

import dev.freshet.core.AppException;
import dev.freshet.json.JsonObject;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What one event loop of the scripted model does: takes a request and gives it to the wheel.
final class FakeModelLoop extends AbstractVerticle {
    private static final int STREAMS_PER_CONNECTION = 100_000;

    private final int port;
    private final Supplier<Script> script;
    private final Tally tally;
    private final ScriptedText words = new ScriptedText(false);
    private final ScriptedText outline = new ScriptedText(true);
    private @Nullable Wheel wheel;

    FakeModelLoop(int port, Supplier<Script> script, Tally tally) {
        this.port = port;
        this.script = script;
        this.tally = tally;
    }

    @Override
    public void start(Promise<Void> started) {
        wheel = new Wheel(vertx);
        vertx.createHttpServer(options())
                .connectionHandler(this::connected)
                .requestHandler(this::accept)
                .listen()
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setAcceptBacklog(16_384)
                .setTcpNoDelay(true)
                .setHttp2ClearTextEnabled(true);
        options.getInitialSettings().setMaxConcurrentStreams(STREAMS_PER_CONNECTION);
        return options;
    }

    private void connected(HttpConnection connection) {
        tally.connected();
        connection.closeHandler(ignored -> tally.disconnected());
    }

    private void accept(HttpServerRequest request) {
        request.body().onSuccess(body -> answer(request, body));
    }

    private void answer(HttpServerRequest request, Buffer body) {
        String path = Objects.requireNonNullElse(request.path(), "/");
        try {
            if (path.endsWith("/models")) {
                send(request.response(), WholeAnswers.models());
            } else if (path.endsWith("/counts")) {
                send(request.response(), WholeAnswers.counts(tally.counts()));
            } else {
                answerCall(request, path, body.toString());
            }
        } catch (AppException | IllegalStateException error) {
            request.response().setStatusCode(400).end(Objects.requireNonNullElse(error.getMessage(), "unreadable"));
        }
    }

    private void answerCall(HttpServerRequest request, String path, String body) {
        JsonObject call = JsonObject.parse(body);
        String model = call.text("model", "scripted");
        Script play = script.get().changedBy(model);
        if (path.endsWith("/chat/completions")) {
            boolean outlined = body.toLowerCase(Locale.ROOT).contains("mind map");
            chat(request, play, outlined, call);
        } else if (path.endsWith("/embeddings")) {
            later(request.response(), play, WholeAnswers.embeddings(call));
        } else if (path.endsWith("/rerank")) {
            later(request.response(), play, WholeAnswers.ranking(call));
        } else {
            request.response().setStatusCode(404).end("unknown path");
        }
    }

    /// A prompt that asks for a mind map gets an outline, any other gets sentences.
    private void chat(HttpServerRequest request, Script play, boolean outlined, JsonObject call) {
        if (call.flag("stream", false) || play.fault() != Fault.NONE) {
            ScriptedText text = outlined ? outline : words;
            new ScriptedStream(request, play, text, wheel(), tally).start();
            return;
        }
        later(
                request.response(),
                play,
                WholeAnswers.completion(call.text("model", "scripted"), outlined, play.tokens()));
    }

    private void later(HttpServerResponse response, Script play, byte[] json) {
        if (play.firstToken().isZero()) {
            send(response, json);
            return;
        }
        wheel().enter(
                        new DelayedReply(response, json),
                        System.nanoTime() + play.firstToken().toNanos());
    }

    private static void send(HttpServerResponse response, byte[] json) {
        response.putHeader("Content-Type", "application/json").end(Buffer.buffer(json));
    }

    private Wheel wheel() {
        return Objects.requireNonNull(wheel);
    }
}
