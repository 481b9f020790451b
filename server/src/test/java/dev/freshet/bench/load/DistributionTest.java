package dev.freshet.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DistributionTest {
    private static final long MILLI = 1_000_000;

    @Test
    void takesTheNearestRank() {
        Distribution hundred = Distribution.of(
                LongStream.rangeClosed(1, 100).map(i -> i * MILLI).toArray());

        assertThat(hundred).isEqualTo(new Distribution(100, 50.5, 50, 95, 99, 100));
        assertThat(hundred.maxToMean()).isEqualTo(1.98);
    }

    @Test
    void oneValueIsEveryPercentile() {
        assertThat(Distribution.of(new long[] {7 * MILLI})).isEqualTo(new Distribution(1, 7, 7, 7, 7, 7));
    }

    @Test
    void nothingMeasuredIsZero() {
        assertThat(Distribution.of(new long[0])).isEqualTo(Distribution.NONE);
        assertThat(Distribution.NONE.maxToMean()).isZero();
    }

    @Test
    void percentilesAreTheSmallestValuesThatCoverTheirShare() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long[] values = random.longs(1 + random.nextInt(500), 1, 10_000)
                .map(value -> value * MILLI)
                .toArray();

        Distribution distribution = Distribution.of(values);

        assertThat(distribution.p95()).as("seed %d", seed).isEqualTo(smallestCovering(values, 95));
        assertThat(distribution.p99()).as("seed %d", seed).isEqualTo(smallestCovering(values, 99));
    }

    private static double smallestCovering(long[] values, int percent) {
        return Arrays.stream(values)
                        .filter(limit -> 100
                                        * Arrays.stream(values)
                                                .filter(value -> value <= limit)
                                                .count()
                                >= (long) percent * values.length)
                        .min()
                        .orElseThrow()
                / (double) MILLI;
    }
}
