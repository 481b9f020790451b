package dev.freshet.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Puts the settings together: standards, then a YAML file, then `FRESHET_*` variables, then options; what
/// comes later wins.
public final class SettingsLoader {
    /// Names the YAML file where no `--config` does.
    private static final String FILE_VARIABLE = "FRESHET_CONFIG";

    /// Variables with our prefix that are no settings: one names the file, one is the launcher's.
    private static final Set<String> OTHER_VARIABLES = Set.of(FILE_VARIABLE, "FRESHET_JAVA_OPTS");

    private final List<Setting<?>> settings;
    private final Map<String, String> environment;

    /// @param environment the variables of the process
    public SettingsLoader(Map<String, String> environment) {
        this.settings = Settings.groups().stream()
                .flatMap(group -> group.settings().stream())
                .toList();
        this.environment = Map.copyOf(environment);
    }

    /// What came of loading.
    public sealed interface Loaded {
        /// Everything fits.
        ///
        /// @param inForce one line for each setting: name, value, origin; secrets hidden
        record Valid(Settings settings, List<String> inForce) implements Loaded {}

        /// Nothing is loaded.
        ///
        /// @param mistakes all of them, one sentence each
        record Invalid(List<String> mistakes) implements Loaded {}
    }

    /// Loads everything or says everything that is wrong.
    ///
    /// @param file the YAML file that an option names
    /// @param options values by the setting's name, from the command line
    public Loaded load(Optional<Path> file, Map<String, String> options) {
        List<String> mistakes = new ArrayList<>();
        List<Given> given = new ArrayList<>();
        file.or(() -> Optional.ofNullable(environment.get(FILE_VARIABLE)).map(Path::of))
                .ifPresent(path -> given.addAll(YamlFile.read(path, mistakes)));
        given.addAll(variables(mistakes));
        new TreeMap<>(options).forEach((name, text) -> given.add(new Given(name, text, "--" + lastWord(name))));

        SettingValues values = new SettingValues(settings);
        given.forEach(each -> values.add(each).ifPresent(mistakes::add));
        return mistakes.isEmpty() ? build(values) : new Loaded.Invalid(List.copyOf(mistakes));
    }

    private static Loaded build(SettingValues values) {
        try {
            return new Loaded.Valid(Settings.from(values), values.inForce());
        } catch (IllegalArgumentException error) {
            return new Loaded.Invalid(List.of("The settings do not fit together: " + error.getMessage() + "."));
        }
    }

    private List<Given> variables(List<String> mistakes) {
        List<Given> found = new ArrayList<>();
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String name = variable.getKey();
            if (!name.startsWith("FRESHET_") || OTHER_VARIABLES.contains(name)) {
                continue;
            }
            Optional<String> setting = settingOf(name);
            if (setting.isPresent()) {
                found.add(new Given(setting.get(), variable.getValue(), name));
            } else {
                mistakes.add(name + ": no setting has this variable.");
            }
        }
        return found;
    }

    private Optional<String> settingOf(String variable) {
        for (Setting<?> setting : settings) {
            if (setting.hasKeys() && isKeyed(setting, variable)) {
                return Optional.of(setting.keyless() + "."
                        + variable.substring(setting.variable().length()));
            }
            if (setting.variable().equals(variable)) {
                return Optional.of(setting.name());
            }
        }
        return Optional.empty();
    }

    private static boolean isKeyed(Setting<?> setting, String variable) {
        return variable.startsWith(setting.variable())
                && variable.length() > setting.variable().length();
    }

    private static String lastWord(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
