package dev.freshet.chat.ask;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A tree of titles.
///
/// @param title what the node is called
/// @param children in order
public record Outline(String title, List<Outline> children) {
    private static final String ROOT = "root";

    public Outline {
        children = List.copyOf(children);
    }

    /// One tree of several outlines: nodes of one title under one parent become one, and no title comes twice in
    /// the whole tree, since clients take titles for ids. A single top node is the root; otherwise the root is
    /// called `root`.
    static Outline merged(List<Outline> tops) {
        Set<String> used = new HashSet<>();
        List<Outline> unique = unique(joined(tops), used);
        return unique.size() == 1 ? unique.getFirst() : new Outline(ROOT, unique);
    }

    private static List<Outline> joined(List<Outline> nodes) {
        Map<String, List<Outline>> children = new LinkedHashMap<>();
        nodes.forEach(node -> children.computeIfAbsent(node.title(), ignored -> new ArrayList<>())
                .addAll(node.children()));
        return children.entrySet().stream()
                .map(entry -> new Outline(entry.getKey(), joined(entry.getValue())))
                .toList();
    }

    private static List<Outline> unique(List<Outline> nodes, Set<String> used) {
        List<Outline> fresh =
                nodes.stream().filter(node -> used.add(node.title())).toList();
        return fresh.stream()
                .map(node -> new Outline(node.title(), unique(node.children(), used)))
                .toList();
    }
}
