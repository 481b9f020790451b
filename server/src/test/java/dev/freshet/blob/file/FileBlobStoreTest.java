package dev.freshet.blob.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.blob.BlobStore;
import dev.freshet.blob.BlobStoreContract;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FileBlobStoreTest extends BlobStoreContract {
    @Override
    protected BlobStore open(Path folder) {
        return new FileBlobStore(folder);
    }

    @Test
    void removesWhatAnEarlierRunLeftHalfWritten() throws Exception {
        Path leftover = open(folder).createTemporary();
        Files.writeString(leftover, "half");
        open(folder);
        assertThat(leftover).doesNotExist();
    }
}
