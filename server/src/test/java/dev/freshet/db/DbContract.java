package dev.freshet.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import dev.freshet.core.Parallel;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every kind of database must do.
abstract class DbContract {
    @TempDir
    Path folder;

    Db db;

    abstract Db open(Path folder);

    @BeforeEach
    void openDatabase() {
        db = open(folder);
    }

    @AfterEach
    void closeDatabase() {
        db.close();
    }

    @Test
    void readsWhatAnEarlierTransactionWrote() {
        insert("a");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void storesNothingOfATransactionThatThrows() {
        assertThatThrownBy(() -> db.inTransaction(Lane.CHAT, sql -> {
                    insert(sql, "a");
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
        assertThat(count()).isZero();
    }

    @Test
    void aFailingTransactionTakesNoOtherWithIt() {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int number = i;
            tasks.add(() -> tryInsert(number));
        }
        List<Boolean> stored = Parallel.all(tasks);
        assertThat(stored.stream().filter(Boolean::booleanValue).count()).isEqualTo(150);
        assertThat(count()).isEqualTo(150);
    }

    @Test
    void aDuplicateKeyIsAnErrorOfItsOwnTransactionOnly() {
        insert("a");
        assertThatThrownBy(() -> insert("a")).isInstanceOf(org.jooq.exception.DataAccessException.class);
        insert("b");
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void aSlowListDoesNotHoldTheConversation() {
        CountDownLatch held = new CountDownLatch(1);
        var list = Parallel.start(() -> db.query(Lane.BROWSE, sql -> waitFor(held)));
        assertThat(db.<Integer>query(Lane.CHAT, sql -> sql.fetchCount(table("index_change"))))
                .isZero();
        held.countDown();
        assertThat(list.join()).isTrue();
    }

    @Test
    void refusesACallInsideACall() {
        assertThatThrownBy(() -> db.inTransaction(Lane.CHAT, sql -> db.query(Lane.CHAT, inner -> 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inside another call");
    }

    @Test
    void refusesAnEventLoop() throws Exception {
        Vertx vertx = Vertx.vertx();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        vertx.runOnContext(ignored -> {
            try {
                db.query(Lane.CHAT, sql -> 1);
                thrown.complete(new AssertionError("the call went through"));
            } catch (IllegalStateException error) {
                thrown.complete(error);
            }
        });
        assertThat(thrown.get(10, TimeUnit.SECONDS)).hasMessageContaining("must not run on an event loop");
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private boolean tryInsert(int number) {
        try {
            return db.inTransaction(number % 2 == 0 ? Lane.CHAT : Lane.INGEST, sql -> {
                insert(sql, "d" + number);
                if (number % 4 == 0) {
                    throw new IllegalArgumentException("every fourth fails");
                }
                return true;
            });
        } catch (IllegalArgumentException expected) {
            return false;
        }
    }

    private void insert(String dataset) {
        db.inTransaction(Lane.BROWSE, sql -> insert(sql, dataset));
    }

    static int insert(DSLContext sql, String dataset) {
        return sql.insertInto(table("index_change"))
                .columns(field("id", Long.class), field("dataset_id", String.class))
                .values((long) dataset.hashCode(), dataset)
                .execute();
    }

    int count() {
        return db.query(Lane.BROWSE, sql -> sql.fetchCount(table("index_change")));
    }

    private static boolean waitFor(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException error) {
            throw new IllegalStateException(error);
        }
    }
}
