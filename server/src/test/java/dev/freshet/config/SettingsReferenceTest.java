package dev.freshet.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {
    @Test
    void thePageIsWhatTheDeclarationsSay() throws IOException {
        assertThat(Files.readString(Path.of("../docs/reference/settings.md")))
                .as("write it again: ./freshet settings --markdown > docs/reference/settings.md")
                .isEqualTo(SettingsReference.markdown());
    }
}
