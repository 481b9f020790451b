package dev.freshet.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds the route of a path by its segments; a literal segment wins over a parameter.
final class RouteTable {
    private final Node root = new Node();
    private final List<Route> routes = new ArrayList<>();

    /// A route with what turns its errors into answers.
    record Entry(Route route, List<String> parameters, ErrorMapper errors) {}

    /// What stands at a path: its entries by method, and the values of the path's parameters.
    record Place(Map<String, Entry> entries, List<String> values) {
        Set<String> methods() {
            return new TreeSet<>(entries.keySet());
        }
    }

    void add(Route route, ErrorMapper errors) {
        Node node = root;
        List<String> parameters = new ArrayList<>();
        for (String segment : segments(route.template())) {
            if (segment.startsWith("{") && segment.endsWith("}")) {
                parameters.add(segment.substring(1, segment.length() - 1));
                node = node.parameter();
                continue;
            }
            node = node.literals.computeIfAbsent(segment, ignored -> new Node());
        }
        Entry entry = new Entry(route, List.copyOf(parameters), errors);
        if (node.entries.putIfAbsent(route.method(), entry) != null) {
            throw new IllegalArgumentException("two routes for " + route.method() + " " + route.template());
        }
        routes.add(route);
    }

    List<Route> routes() {
        return List.copyOf(routes);
    }

    /// The place of a raw path, or null when no template matches; one trailing slash does not matter.
    @Nullable
    Place find(String rawPath) {
        if (!rawPath.startsWith("/")) {
            return null;
        }
        List<String> segments =
                segments(rawPath).stream().map(UrlText::decodePath).toList();
        List<String> values = new ArrayList<>();
        Node node = root.find(segments, 0, values);
        return node == null ? null : new Place(node.entries, List.copyOf(values));
    }

    private static List<String> segments(String path) {
        String inner = path.substring(1);
        if (inner.endsWith("/")) {
            inner = inner.substring(0, inner.length() - 1);
        }
        return inner.isEmpty() ? List.of() : List.of(inner.split("/", -1));
    }

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final Map<String, Entry> entries = new LinkedHashMap<>();
        private @Nullable Node parameter;

        private Node parameter() {
            Node known = parameter;
            if (known == null) {
                known = new Node();
                parameter = known;
            }
            return known;
        }

        private @Nullable Node find(List<String> segments, int at, List<String> values) {
            if (at == segments.size()) {
                return entries.isEmpty() ? null : this;
            }
            String segment = segments.get(at);
            Node literal = literals.get(segment);
            Node found = literal == null ? null : literal.find(segments, at + 1, values);
            if (found != null || parameter == null || segment.isEmpty()) {
                return found;
            }
            values.add(segment);
            found = parameter.find(segments, at + 1, values);
            if (found == null) {
                values.removeLast();
            }
            return found;
        }
    }
}
