package dev.freshet.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import io.vertx.core.Vertx;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every store of files must do.
public abstract class BlobStoreContract {
    @TempDir
    protected Path folder;

    protected abstract BlobStore open(Path folder);

    @Test
    void givesBackTheBytesThatWerePut() throws Exception {
        BlobStore store = open(folder);
        String location = put(store, "hello");
        try (InputStream in = store.open(location)) {
            assertThat(in.readAllBytes()).asString().isEqualTo("hello");
        }
        assertThat(store.size(location)).isEqualTo(5);
        assertThat(Files.readString(store.file(location))).isEqualTo("hello");
    }

    @Test
    void takesTheTemporaryFileOver() throws Exception {
        BlobStore store = open(folder);
        Path temporary = store.createTemporary();
        Files.writeString(temporary, "x");
        store.put(temporary);
        assertThat(temporary).doesNotExist();
    }

    @Test
    void keepsFilesWhenItIsOpenedAgain() throws Exception {
        String location = put(open(folder), "kept");
        assertThat(Files.readString(open(folder).file(location))).isEqualTo("kept");
    }

    @Test
    void givesEqualBytesLocationsOfTheirOwn() throws Exception {
        BlobStore store = open(folder);
        String first = put(store, "same");
        String second = put(store, "same");
        store.delete(first);
        assertThat(store.size(second)).isEqualTo(4);
    }

    @Test
    void deletesOnceAndPassesOverTheSecondTime() throws Exception {
        BlobStore store = open(folder);
        String location = put(store, "gone");
        store.delete(location);
        store.delete(location);
        assertThatThrownBy(() -> store.open(location)).isInstanceOf(AppException.Rejected.class);
        assertThatThrownBy(() -> store.size(location)).isInstanceOf(AppException.Rejected.class);
    }

    @Test
    void listsWhatWasPutBeforeAMoment() throws Exception {
        BlobStore store = open(folder);
        String first = put(store, "first");
        String second = put(store, "second");
        Files.writeString(store.createTemporary(), "under way");
        store.delete(put(store, "gone"));
        Instant now = Instant.now();
        assertThat(store.putBefore(now.plusSeconds(60))).containsExactlyInAnyOrder(first, second);
        assertThat(store.putBefore(now.minusSeconds(60))).isEmpty();
    }

    @Test
    void neverLeavesItsFolder() {
        BlobStore store = open(folder.resolve("blobs"));
        assertThatThrownBy(() -> store.open("../secret")).isInstanceOf(AppException.Rejected.class);
        assertThatThrownBy(() -> store.delete("/etc/passwd")).isInstanceOf(AppException.Rejected.class);
    }

    @Test
    void refusesAnEventLoop() throws Exception {
        BlobStore store = open(folder);
        String location = put(store, "x");
        Vertx vertx = Vertx.vertx();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        vertx.runOnContext(ignored -> {
            try {
                store.file(location);
                thrown.complete(new AssertionError("the call went through"));
            } catch (IllegalStateException error) {
                thrown.complete(error);
            }
        });
        assertThat(thrown.get(10, TimeUnit.SECONDS)).hasMessageContaining("must not run on an event loop");
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    protected static String put(BlobStore store, String content) throws Exception {
        Path temporary = store.createTemporary();
        Files.writeString(temporary, content);
        return store.put(temporary);
    }
}
