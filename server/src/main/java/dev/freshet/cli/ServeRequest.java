package dev.freshet.cli;

import dev.freshet.config.Settings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// What `serve` is asked for.
///
/// @param settings everything that is set
/// @param with a folder of documents to load into a dataset with an assistant
/// @param say prints a line on standard output, for the person who started the server
public record ServeRequest(Settings settings, Optional<Path> with, Consumer<String> say) {}
