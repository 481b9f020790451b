package dev.freshet.bench.load;

import java.util.Arrays;

/// Numbers without boxes.
final class LongList {
    private long[] values = new long[256];
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    void addAll(LongList other) {
        for (int i = 0; i < other.size; i++) {
            add(other.values[i]);
        }
    }

    long[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
