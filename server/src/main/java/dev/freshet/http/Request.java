package dev.freshet.http;

import dev.freshet.core.Deadline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A request as its handler sees it, on the handler's virtual thread. The body is read when it is asked for.
public final class Request {
    private final Exchange exchange;
    private final HttpSettings settings;
    private final Router.Match match;
    private final Map<String, List<String>> query;
    private byte @Nullable [] body;

    Request(Exchange exchange, HttpSettings settings, Router.Match match) {
        this.exchange = exchange;
        this.settings = settings;
        this.match = match;
        this.query = UrlText.fields(UrlText.queryOf(exchange.uri()));
    }

    /// The method in capitals.
    public String method() {
        return exchange.incoming().method().name();
    }

    /// The path as it was sent, escapes included.
    public String path() {
        return UrlText.pathOf(exchange.uri());
    }

    /// The value of a parameter of the route's template, decoded.
    public String pathParameter(String name) {
        String value = match.parameter(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no parameter " + name);
        }
        return value;
    }

    /// The first value of a query parameter.
    public Optional<String> query(String name) {
        return queryAll(name).stream().findFirst();
    }

    /// All values of a query parameter, in order.
    public List<String> queryAll(String name) {
        return List.copyOf(query.getOrDefault(name, List.of()));
    }

    /// The names of the query's parameters, in order.
    public Set<String> queryNames() {
        return query.keySet();
    }

    /// A header by its name, in any case.
    public Optional<String> header(String name) {
        return Optional.ofNullable(exchange.incoming().getHeader(name));
    }

    /// The content type with its parameters; empty when the client sent none.
    public String contentType() {
        return header("Content-Type").orElse("");
    }

    /// The whole body, read once and kept.
    ///
    /// @throws dev.freshet.core.AppException.Rejected when it is too large, too slow, or breaks off
    public byte[] body() {
        EventLoop.refuseBlocking("Request.body");
        byte[] known = body;
        if (known == null) {
            known = reader(settings.maxBodyBytes()).readAll();
            body = known;
        }
        return known;
    }

    /// The form that the body is, multipart or url-encoded; its files wait in the upload folder until they
    /// are moved away or the form is closed.
    ///
    /// @throws dev.freshet.core.AppException.Rejected when it is no form, too large, too slow, or breaks off
    public Multipart multipart() {
        EventLoop.refuseBlocking("Request.multipart");
        return Multipart.read(this, settings.uploadFolder());
    }

    BodyReader upload() {
        return reader(settings.maxUploadBytes());
    }

    private BodyReader reader(long limit) {
        BodyReader reader =
                new BodyReader(exchange, limit, settings.bodyTimeout().toNanos());
        reader.start(BodyReader.announced(header("Content-Length").orElse(null)));
        return reader;
    }

    /// Lets only pages of this origin read the answer, whatever it will be, instead of all pages.
    ///
    /// @param origin such as `https://example.com`, as the browser sent it; `null`, the text, for no page
    public void showTo(String origin) {
        if (!Response.isSendable("Access-Control-Allow-Origin", origin)) {
            throw new IllegalArgumentException("no origin has control characters");
        }
        exchange.showTo(origin);
    }

    /// The loop of the client's connection.
    public EventLoop loop() {
        return exchange.loop();
    }

    /// The id that log lines about this request carry.
    public String requestId() {
        return exchange.id();
    }

    /// The address of the client, or of the proxy in front.
    public String remoteAddress() {
        return exchange.incoming().remoteAddress().hostAddress();
    }

    /// Says when the client has left before its answer. For answers in one piece; an event stream hears it by itself.
    public Deadline.Cancellation left() {
        Deadline.Cancellation left = new Deadline.Cancellation();
        exchange.loop().run(() -> exchange.onGone(left::cancel));
        return left;
    }

    /// The client's end of an event stream. Nothing is sent before it is opened or written to, so a handler
    /// may still answer with an ordinary response.
    ///
    /// @param headers headers besides those of every event stream
    public EventStream events(Map<String, String> headers) {
        return new EventStream(exchange, headers);
    }
}
