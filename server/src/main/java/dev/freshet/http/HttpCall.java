package dev.freshet.http;

import dev.freshet.core.AppException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request that goes out. It never shows its headers or its body, since keys stand there.
public final class HttpCall {
    private final String method;
    private final URI uri;
    private final Map<String, String> headers;
    private final byte[] body;
    private final @Nullable Duration idle;
    private final String host;
    private final int port;

    /// @param method in capitals
    /// @param uri an absolute address, http or https
    /// @param body empty for none; not copied
    /// @param idle how long the answer may pause, or null for the caller's setting
    /// @throws AppException.Rejected when the address or a header cannot be sent
    public HttpCall(String method, URI uri, Map<String, String> headers, byte[] body, @Nullable Duration idle) {
        this.method = method.toUpperCase(Locale.ROOT);
        this.uri = uri;
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.idle = idle;
        String authority = authority(uri);
        this.host = host(authority);
        this.port = port(authority, isSecure());
        this.headers.forEach(HttpCall::check);
    }

    public static HttpCall get(URI uri, Map<String, String> headers) {
        return new HttpCall("GET", uri, headers, new byte[0], null);
    }

    /// A call with a JSON body.
    public static HttpCall post(URI uri, Map<String, String> headers, byte[] body) {
        return new HttpCall("POST", uri, headers, body, null);
    }

    /// The same with another limit on pauses in the answer.
    public HttpCall withIdle(Duration limit) {
        return new HttpCall(method, uri, headers, body, limit);
    }

    /// What follows `//`. Read by hand because [URI#getHost()] knows no name with an underscore, which
    /// container networks use.
    private static String authority(URI uri) {
        String scheme = uri.getScheme();
        boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
        String authority = uri.getRawAuthority();
        if (!web || authority == null) {
            throw AppException.invalid("an address begins with http:// or https:// and a host");
        }
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    private static String host(String authority) {
        int end = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.indexOf(':');
        String host = end <= 0 ? authority : authority.substring(0, end);
        if (host.isEmpty() || host.startsWith(":")) {
            throw AppException.invalid("an address begins with http:// or https:// and a host");
        }
        return host;
    }

    private static int port(String authority, boolean secure) {
        String rest = authority.substring(host(authority).length());
        if (rest.isEmpty() || rest.equals(":")) {
            return secure ? 443 : 80;
        }
        if (!rest.matches(":\\d{1,5}") || Integer.parseInt(rest.substring(1)) > 65_535) {
            throw AppException.invalid("the port of an address is a number up to 65535");
        }
        return Integer.parseInt(rest.substring(1));
    }

    private static void check(String name, String value) {
        if (!Response.isSendable(name, value)) {
            throw AppException.invalid("a key or header must not hold line breaks or control characters");
        }
    }

    String method() {
        return method;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    @Nullable
    Duration idle() {
        return idle;
    }

    /// The host, without a port; the only part of a call that errors may show.
    public String host() {
        return host;
    }

    int port() {
        return port;
    }

    boolean isSecure() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /// Scheme, host and port of an address, in one form however it is written.
    ///
    /// @throws AppException.Rejected when it is not http or https
    static String originOf(URI address) {
        return get(address, Map.of()).origin();
    }

    /// Scheme, host and port.
    String origin() {
        return (isSecure() ? "https://" : "http://") + host + ":" + port;
    }

    /// Path and query.
    String target() {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    @Override
    public String toString() {
        return "HttpCall[" + method + " " + host + "]";
    }
}
