package dev.freshet.bench.fake;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/// A whole answer that is sent when its time has come.
final class DelayedReply extends Timed {
    private final HttpServerResponse response;
    private final byte[] json;

    DelayedReply(HttpServerResponse response, byte[] json) {
        this.response = response;
        this.json = json;
    }

    @Override
    void due(long nowNanos) {
        if (!response.closed() && !response.ended()) {
            response.putHeader("Content-Type", "application/json").end(Buffer.buffer(json));
        }
    }
}
