package dev.freshet.api.ragflow.file;

import dev.freshet.api.ragflow.kb.WebApi;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the wire promises of files. The scenarios stand in `scenarios/files*.txt`.
class FileRoutesTest {
    @TempDir
    Path folder;

    private WebApi api;

    @BeforeEach
    void start() {
        api = new WebApi(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void keepsFilesInFolders() throws Exception {
        api.play("files");
    }

    @Test
    void refusesWithCodesLikeThoseOfHttp() throws Exception {
        api.play("files-refused");
    }

    @Test
    void makesDocumentsOfFiles() throws Exception {
        api.server.keep("dataset", api.stores.dataset("depot").id().value());
        api.server.keep("second", api.stores.dataset("annex").id().value());
        api.play("files-converted");
    }
}
