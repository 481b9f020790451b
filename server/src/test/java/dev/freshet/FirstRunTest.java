package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.cli.ServeRequest;
import dev.freshet.config.Settings;
import dev.freshet.config.SettingsLoader;
import dev.freshet.config.SettingsLoader.Loaded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `--with` does with a folder, start after start.
class FirstRunTest {
    @TempDir
    private Path folder;

    @Test
    void loadsAChangedFileAnewAndNothingTwice() throws IOException {
        Path documents = Files.createDirectories(folder.resolve("house"));
        Files.writeString(documents.resolve("tea.md"), "# Tea\n\nTea is served at four.");
        Files.writeString(documents.resolve("cake.md"), "# Cake\n\nThere is cake on Fridays.");
        assertThat(said(documents))
                .filteredOn(line -> line.matches("\\[[12]/2] (cake|tea)\\.md: 1 chunks"))
                .hasSize(2);
        assertThat(said(documents)).contains("All 2 documents are loaded already.");
        Files.writeString(documents.resolve("tea.md"), "# Tea\n\nTea is served at five.");
        assertThat(said(documents)).contains("tea.md has changed and is loaded anew.", "[2/2] tea.md: 1 chunks");
        assertThat(said(documents)).contains("All 2 documents are loaded already.");
    }

    @Test
    void saysOfAFileUnderAWrongNameWhatItIs() throws IOException {
        Path documents = Files.createDirectories(folder.resolve("house"));
        Files.copy(Path.of("../examples/handbook/field-guide.pdf"), documents.resolve("guide.txt"));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(documents.resolve("letter.docx")))) {
            zip.putNextEntry(new ZipEntry("letter.txt"));
            zip.write("Dear all".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(said(documents))
                .anySatisfy(line -> assertThat(line)
                        .contains("guide.txt: FAILED:", "The file is named .txt but it is a PDF, not a text file."))
                .anySatisfy(line -> assertThat(line)
                        .contains("letter.docx: FAILED:", "The file is a ZIP archive, not a Word document."));
    }

    private List<String> said(Path documents) {
        List<String> said = new ArrayList<>();
        App.start(new ServeRequest(settings(), Optional.of(documents), said::add))
                .close();
        return said;
    }

    private Settings settings() {
        Map<String, String> options =
                Map.of("data", folder.resolve("data").toString(), "server.port", "0", "log.level", "warn");
        if (new SettingsLoader(Map.of()).load(Optional.empty(), options) instanceof Loaded.Valid valid) {
            return valid.settings();
        }
        throw new AssertionError("the settings are valid");
    }
}
