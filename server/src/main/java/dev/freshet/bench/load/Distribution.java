package dev.freshet.bench.load;

import java.util.Arrays;

/// How measured times are spread, in milliseconds. Percentiles are the nearest rank: the smallest value that at
/// least so many per cent of all do not exceed.
///
/// @param count how many there are; everything else is 0 when there are none
public record Distribution(int count, double mean, double p50, double p95, double p99, double max) {
    public static final Distribution NONE = new Distribution(0, 0, 0, 0, 0, 0);
    private static final double NANOS_A_MILLI = 1e6;

    /// Of times in nanoseconds, in any order.
    public static Distribution of(long[] nanos) {
        if (nanos.length == 0) {
            return NONE;
        }
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        double mean = Arrays.stream(sorted).average().orElse(0) / NANOS_A_MILLI;
        return new Distribution(
                sorted.length, round(mean), rank(sorted, 50), rank(sorted, 95), rank(sorted, 99), rank(sorted, 100));
    }

    private static double rank(long[] sorted, int percent) {
        int place = (int) Math.ceilDiv((long) sorted.length * percent, 100L);
        return round(sorted[Math.max(place, 1) - 1] / NANOS_A_MILLI);
    }

    private static double round(double millis) {
        return Math.round(millis * 100) / 100.0;
    }

    /// How many times the mean the largest is; 0 without any.
    public double maxToMean() {
        return mean == 0 ? 0 : Math.round(max / mean * 100) / 100.0;
    }
}
