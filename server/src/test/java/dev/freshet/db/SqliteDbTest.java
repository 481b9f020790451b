package dev.freshet.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.core.Parallel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SqliteDbTest extends DbContract {
    @Override
    Db open(Path folder) {
        DbSettings usual = DbSettings.embedded();
        return Db.open(
                new DbSettings(
                        usual.url(),
                        usual.user(),
                        usual.password(),
                        usual.chatReaders(),
                        usual.browseReaders(),
                        usual.poolSize(),
                        Duration.ofMinutes(1)),
                folder);
    }

    @Test
    void commitsTogetherWhatCameTogether() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        Parallel.Task<Integer> first = Parallel.start(() -> db.inTransaction(Lane.CHAT, sql -> {
            begun.countDown();
            return awaited(held);
        }));
        begun.await();
        long commits = db.commits();
        long transactions = db.transactions();
        List<Parallel.Task<Integer>> others = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String row = "row " + i;
            others.add(Parallel.start(() -> db.inTransaction(Lane.CHAT, sql -> insert(sql, row))));
        }
        while (db.gauges().getOrDefault("writer.queue", 0) < 100) {
            Thread.onSpinWait();
        }

        held.countDown();

        first.join();
        others.forEach(Parallel.Task::join);
        assertThat(count()).isEqualTo(100);
        assertThat(db.transactions() - transactions).isEqualTo(101);
        assertThat(db.commits() - commits).isEqualTo(1);
    }

    @Test
    void countsStatementsByTheLaneOfTheCaller() {
        long chat = db.statements(Lane.CHAT);
        long browse = db.statements(Lane.BROWSE);
        db.query(Lane.CHAT, sql -> sql.selectOne().fetch());
        db.inTransaction(Lane.CHAT, sql -> insert(sql, "a") + insert(sql, "b"));
        assertThat(db.statements(Lane.CHAT) - chat).isEqualTo(3);
        assertThat(db.statements(Lane.BROWSE)).isEqualTo(browse);
    }

    private static int awaited(CountDownLatch latch) {
        try {
            latch.await();
            return 0;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
