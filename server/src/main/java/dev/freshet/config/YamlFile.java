package dev.freshet.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// A settings file taken apart: nested keys become names with dots, each with the line that it stands on.
final class YamlFile {
    private final Path file;
    private final List<String> mistakes;
    private final List<Given> values = new ArrayList<>();

    private YamlFile(Path file, List<String> mistakes) {
        this.file = file;
        this.mistakes = mistakes;
    }

    /// Reads the file; what cannot be read is added to the mistakes.
    static List<Given> read(Path file, List<String> mistakes) {
        YamlFile reader = new YamlFile(file, mistakes);
        try {
            LoadSettings options =
                    LoadSettings.builder().setLabel(file.toString()).build();
            new Compose(options).composeString(Files.readString(file)).ifPresent(node -> reader.walk("", node));
        } catch (IOException error) {
            mistakes.add(file + ": the settings file cannot be read.");
        } catch (MarkedYamlEngineException error) {
            mistakes.add(reader.at(error.getProblemMark().orElse(null)) + ": this is not YAML (" + error.getProblem()
                    + ").");
        } catch (YamlEngineException error) {
            mistakes.add(file + ": this is not YAML (" + error.getMessage() + ").");
        }
        return reader.values;
    }

    private void walk(String name, Node node) {
        switch (node) {
            case MappingNode mapping -> mapping.getValue().forEach(entry -> enter(name, entry));
            case ScalarNode scalar -> add(name, scalar);
            default -> mistakes.add(place(node) + ": `" + name + "` must be one value, not a list.");
        }
    }

    private void enter(String name, NodeTuple entry) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
            walk(name.isEmpty() ? key.getValue() : name + "." + key.getValue(), entry.getValueNode());
            return;
        }
        mistakes.add(place(entry.getKeyNode()) + ": a name must be a plain word.");
    }

    private void add(String name, ScalarNode scalar) {
        if (name.isEmpty()) {
            mistakes.add(place(scalar) + ": settings are written as `name: value`.");
            return;
        }
        Given given = new Given(name, scalar.getValue(), place(scalar));
        if (values.stream().anyMatch(other -> other.name().equals(name))) {
            mistakes.add(given.origin() + ": `" + name + "` is set twice.");
        }
        values.add(given);
    }

    private String place(Node node) {
        return at(node.getStartMark().orElse(null));
    }

    private String at(@Nullable Mark mark) {
        return mark == null ? file.toString() : file + " line " + (mark.getLine() + 1);
    }
}
