package dev.freshet.model.openai;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.http.CallListener;
import dev.freshet.http.HttpCall;
import dev.freshet.http.HttpCaller;
import dev.freshet.model.TokenSink;
import dev.freshet.model.TokenSink.FinishReason;
import dev.freshet.model.Usage;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One streamed answer, on the loop of its sink. A call that fails before its first event is made once more
/// where that can help; whatever happens, the sink gets one end.
final class ChatStream implements CallListener {
    /// The longest answer that is read as a whole, because it is no stream of events.
    private static final int LARGEST_BODY = SseScanner.LONGEST_LINE;

    private final HttpCaller caller;
    private final TokenSink sink;
    private final Deadline deadline;
    private final ProviderErrors errors;
    private final RetryBudget budget;
    private final int promptEstimate;

    /// Given up with the prompt in it as soon as no second call can be needed.
    private @Nullable HttpCall call;

    private DeltaScanner deltas;
    private SseScanner events;
    private Runnable closeCall = () -> {};
    private @Nullable Buffer body;
    private @Nullable String retryAfter;
    private int status;
    private boolean retried;
    private boolean stopped;
    private boolean over;

    ChatStream(HttpCaller caller, HttpCall call, TokenSink sink, Deadline deadline, ChatStart start) {
        this.caller = caller;
        this.call = call;
        this.sink = sink;
        this.deadline = deadline;
        this.errors = start.errors();
        this.budget = start.budget();
        this.promptEstimate = start.promptEstimate();
        this.deltas = new DeltaScanner(sink);
        this.events = new SseScanner(deltas);
    }

    /// What is known of a stream before it starts.
    ///
    /// @param errors tells errors of this model
    /// @param budget second calls that this provider may still be asked for
    /// @param promptEstimate tokens of the prompt, about
    record ChatStart(ProviderErrors errors, RetryBudget budget, int promptEstimate) {}

    void start() {
        sink.opened(() -> sink.loop().run(this::stop));
        budget.called();
        send();
    }

    private void send() {
        HttpCall next = call;
        if (stopped || next == null) {
            fail(cancelled());
            return;
        }
        caller.stream(next, sink.loop(), this, deadline);
    }

    private void stop() {
        stopped = true;
        closeCall.run();
    }

    @Override
    public void opened(Runnable close) {
        closeCall = close;
        if (stopped) {
            close.run();
        }
    }

    @Override
    public void head(int answered, Map<String, String> headers) {
        status = answered;
        retryAfter = headers.get("retry-after");
        String type = headers.getOrDefault("content-type", "");
        body = answered == 200 && !type.contains("json") ? null : Buffer.buffer();
        if (answered != 200) {
            return;
        }
        call = null;
        if (!headers.getOrDefault("content-encoding", "identity").equals("identity")) {
            giveUp(errors.malformed("answers in an encoding that it was not asked for"));
        }
    }

    @Override
    public void bytes(Buffer chunk) {
        if (over) {
            return;
        }
        try {
            take(chunk);
        } catch (AppException.Upstream error) {
            giveUp(errors.ofTransport(error));
        }
    }

    private void take(Buffer chunk) {
        if (body != null) {
            if (body.length() + chunk.length() > LARGEST_BODY) {
                throw errors.malformed("sent more than 2 MiB that are no stream");
            }
            body.appendBuffer(chunk);
            return;
        }
        events.feed(chunk.getBytes());
        String error = deltas.error();
        if (error != null) {
            giveUp(errors.ofEvent(error));
        }
    }

    @Override
    public void end() {
        if (over) {
            return;
        }
        if (status != 200) {
            retryOr(Retry.after(status, retryAfter), errors.ofStatus(status, bodyBytes()));
            return;
        }
        try {
            complete();
        } catch (AppException.Upstream error) {
            fail(errors.ofTransport(error));
        }
    }

    private byte[] bodyBytes() {
        return body == null ? new byte[0] : body.getBytes();
    }

    private void complete() {
        if (body == null) {
            events.end();
        } else if (body.length() > 0) {
            deltas.event(bodyBytes(), 0, body.length());
        }
        deltas.end();
        String error = deltas.error();
        if (error != null) {
            fail(errors.ofEvent(error));
            return;
        }
        if (deltas.deltas() == 0 && deltas.finish() == null && !deltas.done()) {
            fail(errors.malformed("sent something that is no answer"));
            return;
        }
        over = true;
        sink.usage(Objects.requireNonNullElseGet(deltas.usage(), () -> new Usage(promptEstimate, deltas.deltas())));
        sink.finished(Objects.requireNonNullElse(deltas.finish(), FinishReason.STOP));
    }

    @Override
    public void failed(AppException.Upstream error) {
        if (over) {
            return;
        }
        boolean retry = status == 0
                && (error.code() == ErrorCode.UPSTREAM_UNREACHABLE || error.code() == ErrorCode.UPSTREAM_FAILED);
        retryOr(retry ? Optional.of(Duration.ZERO) : Optional.empty(), errors.ofTransport(error));
    }

    private void retryOr(Optional<Duration> wait, AppException.Upstream error) {
        if (stopped) {
            fail(cancelled());
            return;
        }
        boolean late = wait.isEmpty() || deadline.remaining().compareTo(wait.get()) <= 0;
        if (late || retried || !budget.take()) {
            fail(error);
            return;
        }
        retried = true;
        status = 0;
        body = null;
        deltas = new DeltaScanner(sink);
        events = new SseScanner(deltas);
        long millis = Math.max(1, wait.get().toMillis());
        sink.loop().context().owner().setTimer(millis, ignored -> sink.loop().run(this::send));
    }

    private static AppException cancelled() {
        return new AppException.Rejected(ErrorCode.CANCELLED, "the answer was stopped");
    }

    /// Fails, and has the provider stop too.
    private void giveUp(AppException.Upstream error) {
        fail(error);
        closeCall.run();
    }

    private void fail(AppException error) {
        over = true;
        deltas.end();
        sink.failed(error);
    }
}
