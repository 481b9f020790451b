package dev.freshet.http;

import dev.freshet.core.AppException;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/// Reads the answer to a call as it comes. All methods are called on the loop of the call and must not throw;
/// the last one is exactly one of [#end] and [#failed], however the call ends.
public interface CallListener {

    /// The call has begun; first of all.
    ///
    /// @param close closes the socket (HTTP/1) or resets the stream (HTTP/2) at once, from any thread, and
    ///     leads to [#failed]; without effect when the call is over
    void opened(Runnable close);

    /// The head of the answer, whatever its status.
    ///
    /// @param headers by lower-case name; a header that came several times is joined by commas
    void head(int status, Map<String, String> headers);

    /// A piece of the body; the buffer is the listener's.
    void bytes(Buffer chunk);

    /// The answer is complete.
    void end();

    /// The answer will not be completed: nobody is there, it takes too long, it broke off, or it was closed.
    void failed(AppException.Upstream error);
}
