package dev.freshet.http;

import dev.freshet.core.AppException;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/// Passes an upstream's bytes on to a client, as an answer does, and closes the upstream when the client leaves.
record Relay(EventStream client) implements CallListener {
    @Override
    public void opened(Runnable close) {
        client.onClosed(close);
    }

    @Override
    public void head(int status, Map<String, String> headers) {
        client.open();
    }

    @Override
    public void bytes(Buffer chunk) {
        if (!client.loop().isCurrent()) {
            throw new AssertionError("the upstream has another loop than its client");
        }
        client.write(chunk.getBytes(), 0, chunk.length());
    }

    @Override
    public void end() {
        client.end();
    }

    @Override
    public void failed(AppException.Upstream error) {
        client.end();
    }
}
