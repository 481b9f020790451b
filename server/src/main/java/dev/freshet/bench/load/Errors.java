package dev.freshet.bench.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// Failures by kind, with one example of each.
final class Errors {
    private static final int EXAMPLE = 200;

    private final Map<Failure, Integer> counts = new EnumMap<>(Failure.class);
    private final Map<Failure, String> examples = new EnumMap<>(Failure.class);

    void add(Failure kind, String example) {
        counts.merge(kind, 1, Integer::sum);
        examples.putIfAbsent(kind, example.substring(0, Math.min(example.length(), EXAMPLE)));
    }

    void merge(Errors other) {
        other.counts.forEach((kind, count) -> counts.merge(kind, count, Integer::sum));
        other.examples.forEach(examples::putIfAbsent);
    }

    int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    Map<String, Integer> counts() {
        Map<String, Integer> named = new TreeMap<>();
        counts.forEach((kind, count) -> named.put(kind.key(), count));
        return named;
    }

    Map<String, String> examples() {
        Map<String, String> named = new TreeMap<>();
        examples.forEach((kind, example) -> named.put(kind.key(), example));
        return named;
    }
}
