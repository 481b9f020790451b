package dev.freshet.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
    @ParameterizedTest
    @CsvSource({
        "1, 30, 90, 0, 0",
        "3, 30, 90, 0, 60",
        "4, 30, 90, 90, 0",
        "1, 1, 1, 0, 0",
        "5, 1, 1, 4, 0",
        "1, 64, 64, 0, 0",
        "2, 100, 100, 100, 0",
        "9, 8, 64, 64, 0"
    })
    void holdsAsManyPagesAsMakeSixtyFourCandidates(int page, int pageSize, int size, int offset, int start) {
        assertThat(Window.of(page, pageSize)).isEqualTo(new Window(size, offset, start, pageSize));
    }

    @Test
    void pagesCoverEveryCandidateOnce() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            int pageSize = 1 + random.nextInt(120);
            List<Integer> all = IntStream.range(0, random.nextInt(400)).boxed().toList();
            List<Integer> paged = new ArrayList<>();
            for (int page = 1; page <= 401 / pageSize + 1; page++) {
                Window window = Window.of(page, pageSize);
                int from = Math.min(window.offset(), all.size());
                int to = Math.min(window.offset() + window.size(), all.size());
                paged.addAll(window.page(all.subList(from, to)));
            }
            assertThat(paged).as("seed %d", seed).isEqualTo(all);
        }
    }
}
