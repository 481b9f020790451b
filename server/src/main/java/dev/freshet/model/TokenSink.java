package dev.freshet.model;

import dev.freshet.core.AppException;
import dev.freshet.http.EventLoop;

/// Where a model's tokens go. All methods but [#loop()] are called on that loop and only there.
public interface TokenSink {

    /// The event loop of the client's connection; the call to the provider is made on it, so that no token
    /// changes threads.
    EventLoop loop();

    /// The call has begun; `close` closes the upstream's socket (HTTP/1) or resets its stream (HTTP/2) and is
    /// safe to call twice or late. A sink that is stopped already calls it at once.
    void opened(Runnable close);

    /// New text: UTF-8 bytes `from` to `to` of a buffer that belongs to the caller again when the call
    /// returns. Whole characters only.
    void append(Channel channel, byte[] utf8, int from, int to);

    /// The provider's own count of tokens; at most once, before [#finished].
    void usage(Usage usage);

    /// The answer is complete.
    void finished(FinishReason reason);

    /// The answer has ended early; what was appended stays.
    void failed(AppException error);

    /// The two texts of an answer.
    enum Channel {
        ANSWER,
        THINKING
    }

    /// Why a model stopped.
    enum FinishReason {
        STOP("stop"),
        LENGTH("length"),
        CONTENT_FILTER("content_filter"),
        TOOL_CALLS("tool_calls");

        private final String key;

        FinishReason(String key) {
            this.key = key;
        }

        /// The word that is stored and sent.
        public String key() {
            return key;
        }
    }
}
