package dev.freshet.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.account.AuthSettings.Registration;
import dev.freshet.config.SettingsLoader.Loaded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
    @TempDir
    Path folder;

    @Test
    void standardsHoldWhereNothingIsSet() {
        Settings settings = valid(Map.of(), Map.of(), "");
        assertThat(settings.http().host()).isEqualTo("127.0.0.1");
        assertThat(settings.http().port()).isEqualTo(9380);
        assertThat(settings.data()).isEqualTo(Path.of("data"));
        assertThat(settings.database().url()).isEmpty();
        assertThat(settings.auth().passwordKey()).isEmpty();
    }

    @Test
    void laterLayersOverrideEarlierOnes() {
        String yaml = "server:\n  port: 1001\n  loops: 3\n  bodyLimit: 2 MiB\n";
        Map<String, String> variables = Map.of("FRESHET_SERVER_PORT", "1002", "FRESHET_SERVER_LOOPS", "4");
        Settings settings = valid(Map.of("server.port", "1003"), variables, yaml);
        assertThat(settings.http().port()).isEqualTo(1003);
        assertThat(settings.http().loops()).isEqualTo(4);
        assertThat(settings.http().maxBodyBytes()).isEqualTo(2 << 20);
    }

    @Test
    void dotsMayBeWrittenAsNestingOrNot() {
        assertThat(valid(Map.of(), Map.of(), "ingest.timeLimit: 90s").parsing().timeLimit())
                .isEqualTo(Duration.ofSeconds(90));
        assertThat(valid(Map.of(), Map.of(), "ingest: {timeLimit: 90s}")
                        .parsing()
                        .timeLimit())
                .isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void variableNamesFollowDotsAndHumps() throws IOException {
        Path key = Files.writeString(folder.resolve("key.pem"), "a key");
        Map<String, String> variables = Map.of(
                "FRESHET_AUTH_PASSWORD_KEY", key.toString(),
                "FRESHET_AUTH_REGISTRATION", "closed",
                "FRESHET_OPENAI_REAL_CODES", "true");
        Settings settings = valid(Map.of(), variables, "");
        assertThat(settings.auth().passwordKey()).contains(key);
        assertThat(settings.auth().registration()).isEqualTo(Registration.CLOSED);
        assertThat(settings.wire().openaiRealCodes()).isTrue();
    }

    @Test
    void onlyAddressesOfThisMachineAreLoopback() {
        assertThat(loopback("127.0.0.1")).isTrue();
        assertThat(loopback("localhost")).isTrue();
        assertThat(loopback("0.0.0.0")).isFalse();
        assertThat(loopback("127.example.org")).isFalse();
    }

    private boolean loopback(String host) {
        return valid(Map.of("server.host", host), Map.of(), "").auth().loopback();
    }

    @Test
    void providersAddressIsFoundFromFileAndFromVariable() {
        String yaml =
                "models.baseUrl:\n  \"OpenAI-API-Compatible\": http://one.test/v1\n  \"302.AI\": http://two.test\n";
        Settings fromFile = valid(Map.of(), Map.of(), yaml);
        assertThat(fromFile.providers().baseUrl("OpenAI-API-Compatible")).contains(URI.create("http://one.test/v1"));
        assertThat(fromFile.providers().baseUrl("302.AI")).contains(URI.create("http://two.test"));

        Map<String, String> variable = Map.of("FRESHET_MODELS_BASE_URL_OPENAI_API_COMPATIBLE", "https://three.test/v1");
        Settings fromVariable = valid(Map.of(), variable, yaml);
        assertThat(fromVariable.providers().baseUrl("OpenAI-API-Compatible"))
                .contains(URI.create("https://three.test/v1"));
        assertThat(fromVariable.providers().baseUrl("Ollama")).isEmpty();
    }

    @Test
    void anAddressForAProviderThatDoesNotExistIsAMistake() {
        assertThat(invalid(Map.of(), Map.of("FRESHET_MODELS_BASE_URL_OPENEYE", "http://one.test"), ""))
                .singleElement()
                .asString()
                .contains("OPENEYE");
    }

    @Test
    void allMistakesAreToldAtOnce() {
        String yaml = "server:\n  prot: 1\n  loops: many\nlog: [a, b]\n";
        Map<String, String> variables = Map.of("FRESHET_SERVER_IDLE_TIMEOUT", "75", "FRESHET_SEVER_PORT", "1");
        assertThat(invalid(Map.of("server.port", "70000"), variables, yaml))
                .containsExactlyInAnyOrder(
                        file() + " line 2: there is no setting `server.prot`; did you mean `server.port`?",
                        file() + " line 3: `server.loops` must be a whole number from 0 to 256, not `many`.",
                        file() + " line 4: `log` must be one value, not a list.",
                        "FRESHET_SEVER_PORT: no setting has this variable.",
                        "FRESHET_SERVER_IDLE_TIMEOUT: `server.idleTimeout` must be a time from 1s to 1h, such as"
                                + " `500ms`, `60s`, `10m` or `24h`, not `75`.",
                        "--port: `server.port` must be a whole number from 0 to 65535, not `70000`.");
    }

    @Test
    void aFileThatIsNoYamlSaysWhere() {
        assertThat(invalid(Map.of(), Map.of(), "server:\n  port: [1\n"))
                .singleElement()
                .asString()
                .startsWith(file() + " line 3: this is not YAML");
    }

    @Test
    void aMissingFileIsAMistake() {
        Loaded loaded =
                new SettingsLoader(Map.of("FRESHET_CONFIG", "/no/such/file.yaml")).load(Optional.empty(), Map.of());
        assertThat(loaded)
                .isEqualTo(new Loaded.Invalid(List.of("/no/such/file.yaml: the settings file cannot be read.")));
    }

    @Test
    void settingTheSameTwiceIsAMistake() {
        assertThat(invalid(Map.of(), Map.of(), "server.port: 1\nserver:\n  port: 2\n"))
                .containsExactly(file() + " line 3: `server.port` is set twice.");
    }

    @Test
    void variablesOfTheLauncherAndOfOthersAreLeftAlone() {
        assertThat(valid(Map.of(), Map.of("FRESHET_JAVA_OPTS", "-Xmx2g", "HOME", "/root"), "")
                        .http()
                        .port())
                .isEqualTo(9380);
    }

    @Test
    void aSecretIsNeverShown() {
        Loaded loaded = load(Map.of(), Map.of("FRESHET_DATABASE_PASSWORD", "hunter2"), "");
        assertThat(loaded.toString()).contains("database.password = (hidden)").doesNotContain("hunter2");
    }

    private Settings valid(Map<String, String> options, Map<String, String> variables, String yaml) {
        return switch (load(options, variables, yaml)) {
            case Loaded.Valid valid -> valid.settings();
            case Loaded.Invalid invalid -> throw new AssertionError(invalid.mistakes());
        };
    }

    private List<String> invalid(Map<String, String> options, Map<String, String> variables, String yaml) {
        return switch (load(options, variables, yaml)) {
            case Loaded.Valid valid -> throw new AssertionError("no mistake was found");
            case Loaded.Invalid invalid -> invalid.mistakes();
        };
    }

    private Loaded load(Map<String, String> options, Map<String, String> variables, String yaml) {
        try {
            Files.writeString(file(), yaml);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        return new SettingsLoader(variables).load(Optional.of(file()), options);
    }

    private Path file() {
        return folder.resolve("freshet.yaml");
    }
}
