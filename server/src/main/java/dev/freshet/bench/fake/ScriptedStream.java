package dev.freshet.bench.fake;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/// One streamed answer. Its times are counted from its request, so a late tick is caught up and does not shift
/// what follows.
final class ScriptedStream extends Timed {
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Script script;
    private final ScriptedText text;
    private final Wheel wheel;
    private final Tally tally;
    private final long begun;
    private int sent;
    private boolean over;

    ScriptedStream(HttpServerRequest request, Script script, ScriptedText text, Wheel wheel, Tally tally) {
        this.request = request;
        this.response = request.response();
        this.script = script;
        this.text = text;
        this.wheel = wheel;
        this.tally = tally;
        this.begun = System.nanoTime();
    }

    void start() {
        tally.started();
        response.closeHandler(ignored -> left());
        response.exceptionHandler(ignored -> left());
        switch (script.fault()) {
            case HANG_BEFORE_HEADERS -> {}
            case TOO_MANY_REQUESTS -> refuse(429, "too many requests");
            case SERVER_ERROR -> refuse(500, "the model has failed");
            case NONE, HANG_MID_STREAM, RESET, RUBBISH -> wheel.enter(this, dueOf(0));
        }
    }

    private long dueOf(int token) {
        return begun + script.firstToken().toNanos() + token * script.interval().toNanos();
    }

    private void refuse(int status, String sentence) {
        fail();
        response.setStatusCode(status).putHeader("Content-Type", "application/json");
        if (status == 429) {
            response.putHeader("Retry-After", "1");
        }
        response.end("{\"error\":{\"message\":\"" + sentence + "\",\"type\":\"scripted\",\"code\":" + status + "}}");
    }

    @Override
    void due(long nowNanos) {
        if (over) {
            return;
        }
        if (sent == 0) {
            response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        }
        while (dueOf(sent) <= nowNanos && !response.writeQueueFull()) {
            if (faultIsDue() && failNow()) {
                return;
            }
            response.write(text.frame(sent));
            sent++;
            if (sent == script.tokens()) {
                complete();
                return;
            }
        }
        wheel.enter(this, Math.max(dueOf(sent), nowNanos));
    }

    private boolean faultIsDue() {
        return script.fault() != Fault.NONE && sent >= script.faultAfter();
    }

    /// Whether nothing more follows.
    private boolean failNow() {
        return switch (script.fault()) {
            case HANG_MID_STREAM -> {
                if (sent == 0) {
                    response.writeHead();
                }
                yield true;
            }
            case RESET -> {
                fail();
                cut();
                yield true;
            }
            case RUBBISH -> {
                fail();
                response.end("data: {]<html>\n\ndata: \n\nevent: \u0000\n\n");
                yield true;
            }
            case NONE, HANG_BEFORE_HEADERS, TOO_MANY_REQUESTS, SERVER_ERROR -> false;
        };
    }

    private void cut() {
        if (request.version() == HttpVersion.HTTP_2) {
            response.reset();
        } else {
            request.connection().close();
        }
    }

    private void complete() {
        over = true;
        tally.completed();
        response.end(ScriptedText.end(sent));
    }

    private void fail() {
        over = true;
        tally.failed();
    }

    private void left() {
        if (!over) {
            over = true;
            tally.left(sent);
        }
    }
}
