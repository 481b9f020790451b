package dev.freshet.bench.load;

import dev.freshet.bench.load.AnswerReader.Verdict;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One request and its answer, all on one loop.
final class Exchange {
    private final AnswerReader reader;
    private final boolean streamed;
    private final Outcome outcome;
    private final long begun;
    private final Consumer<Exchange> whenOver;
    private @Nullable HttpClientRequest request;
    private long firstContent;
    private long lastContent;
    private boolean over;

    /// @param begun when the request was due or begins, in nanoseconds
    /// @param whenOver called once, when the answer has ended in whatever way
    Exchange(Expectation expected, Outcome outcome, long begun, Consumer<Exchange> whenOver) {
        this.reader = expected.streamed() ? new EventAnswer(expected.tokens()) : new WholeAnswer();
        this.streamed = expected.streamed();
        this.outcome = outcome;
        this.begun = begun;
        this.whenOver = whenOver;
    }

    long begun() {
        return begun;
    }

    boolean isOver() {
        return over;
    }

    void connected(HttpClientRequest opened, Call call) {
        if (over) {
            opened.reset();
            return;
        }
        request = opened;
        opened.putHeader("Content-Type", "application/json");
        opened.putHeader("Authorization", call.authorization());
        opened.exceptionHandler(this::broken);
        opened.response().onSuccess(this::answering).onFailure(this::broken);
        opened.end(Buffer.buffer(call.body()));
    }

    private void answering(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            int status = response.statusCode();
            response.body().onComplete(body -> fail(Failure.STATUS, status + " " + body.result()));
            return;
        }
        response.exceptionHandler(this::broken);
        response.handler(this::received);
        response.endHandler(ignored -> ended());
    }

    private void received(Buffer bytes) {
        if (over) {
            return;
        }
        if (reader.read(bytes.getBytes()) == 0) {
            return;
        }
        long now = System.nanoTime();
        if (firstContent == 0) {
            firstContent = now;
        } else if (streamed) {
            outcome.gap(now - lastContent);
        }
        lastContent = now;
    }

    private void ended() {
        if (over) {
            return;
        }
        Verdict verdict = reader.end();
        if (verdict.failure() != null) {
            fail(verdict.failure(), verdict.example());
            return;
        }
        outcome.succeeded(firstContent - begun, System.nanoTime() - begun);
        finish();
    }

    void broken(Throwable cause) {
        fail(firstContent == 0 ? Failure.CONNECTION : Failure.CUT, String.valueOf(cause.getMessage()));
    }

    /// Gives up on an answer that takes too long.
    void timeOut() {
        fail(Failure.TIMEOUT, firstContent == 0 ? "nothing came" : "the answer did not end");
        if (request != null) {
            request.reset();
        }
    }

    private void fail(Failure kind, String example) {
        if (!over) {
            outcome.failed(kind, example);
            finish();
        }
    }

    private void finish() {
        over = true;
        whenOver.accept(this);
    }
}
