package dev.freshet.http;

import dev.freshet.core.AppException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The route table: which handler answers which method and path, and who turns its errors into answers. It is
/// filled before the server starts and never changed afterwards.
public final class Router {
    /// Stands for the template of a path that no route has.
    static final String UNMATCHED = "/*";

    private final RouteTable table;
    private final ErrorMapper errors;
    private final Fallbacks fallbacks;

    private Router(RouteTable table, ErrorMapper errors, Fallbacks fallbacks) {
        this.table = table;
        this.errors = errors;
        this.fallbacks = fallbacks;
    }

    /// An empty table whose errors become one line of plain text.
    public Router() {
        this(new RouteTable(), Router::plain, new Fallbacks());
    }

    /// The same table for routes whose errors this mapper turns into answers.
    public Router group(ErrorMapper mapper) {
        return new Router(table, mapper, fallbacks);
    }

    /// Adds a route; see [Route] for the template.
    ///
    /// @param name a few words for the generated reference
    public Router route(String method, String template, String name, Handler handler) {
        table.add(new Route(method, template, handler, name), errors);
        return this;
    }

    /// Adds a route that needs no words of its own in the reference.
    public Router route(String method, String template, Handler handler) {
        return route(method, template, "", handler);
    }

    /// Answers paths that no template matches, with this group's mapper for its errors.
    public Router unknown(Handler handler) {
        fallbacks.unknown = new RouteTable.Entry(new Route("ANY", UNMATCHED, handler, "unknown"), List.of(), errors);
        return this;
    }

    /// Answers known paths asked with another method, with this group's mapper for its errors.
    public Router methodNotAllowed(Handler handler) {
        fallbacks.methodNotAllowed =
                new RouteTable.Entry(new Route("ANY", UNMATCHED, handler, "method"), List.of(), errors);
        return this;
    }

    /// All routes in the order in which they were added.
    public List<Route> routes() {
        return table.routes();
    }

    /// What answers a request.
    Match match(String method, String rawPath) {
        RouteTable.Place place = table.find(rawPath);
        if (place == null) {
            return new Match(fallbacks.unknown, List.of());
        }
        RouteTable.Entry entry = place.entries().get(method);
        if (entry == null) {
            return new Match(fallbacks.methodNotAllowed, List.of());
        }
        return new Match(entry, place.values());
    }

    /// A route's entry and the values of its path parameters.
    record Match(RouteTable.Entry entry, List<String> values) {
        @Nullable
        String parameter(String name) {
            int index = entry.parameters().indexOf(name);
            return index < 0 ? null : values.get(index);
        }
    }

    private static Response plain(Request request, Throwable error) {
        if (error instanceof AppException known) {
            return Response.text(status(known), known.sentence());
        }
        return Response.text(500, "internal error");
    }

    private static int status(AppException error) {
        return switch (error.code().kind()) {
            case USER -> 400;
            case UPSTREAM -> 502;
            case RESOURCES -> 503;
            case INTERNAL -> 500;
        };
    }

    /// Shared by all groups of one table, and set before the server starts.
    private static final class Fallbacks {
        private RouteTable.Entry unknown = plainText(404, "not found");
        private RouteTable.Entry methodNotAllowed = plainText(405, "method not allowed");

        private static RouteTable.Entry plainText(int status, String text) {
            Handler handler = request -> Response.text(status, text);
            return new RouteTable.Entry(new Route("ANY", UNMATCHED, handler, text), List.of(), Router::plain);
        }
    }
}
