package dev.freshet.cli;

import dev.freshet.config.SettingsLoader;
import dev.freshet.config.SettingsLoader.Loaded;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that set something; every other setting has a line in the file or a variable.
final class SettingsOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "Settings in YAML.")
    private @Nullable Path config;

    @Option(names = "--data", paramLabel = "FOLDER", description = "The folder that holds all state (./data).")
    private @Nullable String data;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "The address to listen on (127.0.0.1).")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "The port to listen on (9380).")
    private @Nullable String port;

    Loaded load(Map<String, String> environment) {
        Map<String, String> options = new TreeMap<>();
        put(options, "data", data);
        put(options, "server.host", host);
        put(options, "server.port", port);
        return new SettingsLoader(environment).load(Optional.ofNullable(config), options);
    }

    private static void put(Map<String, String> options, String name, @Nullable String value) {
        if (value != null) {
            options.put(name, value);
        }
    }
}
