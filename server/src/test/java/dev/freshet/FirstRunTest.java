package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.cli.ServeRequest;
import dev.freshet.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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

    @Test
    void aServerWithoutAccountsPrintsALinkThatMakesTheFirstOne() throws Exception {
        List<String> said = new ArrayList<>();
        try (App app = App.start(new ServeRequest(settings(), Optional.empty(), said::add));
                HttpClient browser = HttpClient.newHttpClient()) {
            URI link = URI.create(said.getLast().replaceFirst("^Begin here \\(once\\): +", ""));
            assertThat(link.toString()).startsWith(app.address() + "/sign-in?token=");
            HttpResponse<String> opened =
                    browser.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofString());
            assertThat(opened.statusCode()).isEqualTo(200);
            assertThat(opened.body()).contains("You are signed in", "owner@localhost");
            HttpResponse<String> again =
                    browser.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofString());
            assertThat(again.statusCode()).isEqualTo(410);
        }
        said.clear();
        App.start(new ServeRequest(settings(), Optional.empty(), said::add)).close();
        assertThat(said).anyMatch(line -> line.startsWith("Sign in (once):"));
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
        return TestSettings.of(options);
    }
}
