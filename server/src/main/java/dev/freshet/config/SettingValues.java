package dev.freshet.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// What was set, checked against the declarations. Where several layers set the same thing, the later wins.
final class SettingValues {
    private final Map<String, Given> byName = new LinkedHashMap<>();
    private final Map<Setting<?>, Map<String, Given>> byKey = new LinkedHashMap<>();
    private final List<Setting<?>> settings;

    SettingValues(List<Setting<?>> settings) {
        this.settings = settings;
    }

    /// Takes one value in.
    ///
    /// @return what is wrong with it
    Optional<String> add(Given given) {
        Optional<Setting<?>> declared = settings.stream()
                .filter(setting -> names(setting, given.name()))
                .findFirst();
        if (declared.isEmpty()) {
            return Optional.of(given.origin() + ": there is no setting `" + given.name() + "`"
                    + new NearestName(settings).hintFor(given.name()));
        }
        Setting<?> setting = declared.get();
        if (setting.hasKeys()) {
            String key =
                    Setting.normalKey(given.name().substring(setting.keyless().length() + 1));
            byKey.computeIfAbsent(setting, ignored -> new TreeMap<>()).put(key, given);
        } else {
            byName.put(setting.name(), given);
        }
        return problem(setting, given);
    }

    private static boolean names(Setting<?> setting, String name) {
        return setting.hasKeys()
                ? name.startsWith(setting.keyless() + ".")
                        && name.length() > setting.keyless().length() + 1
                : name.equals(setting.name());
    }

    private static Optional<String> problem(Setting<?> setting, Given given) {
        if (setting.kind().parse().apply(given.text()).isPresent()) {
            return Optional.empty();
        }
        String shown = setting.kind().hidden() ? "" : ", not `" + given.text() + "`";
        return Optional.of(given.origin() + ": `" + given.name() + "` must be "
                + setting.kind().words() + shown + ".");
    }

    /// The value of a setting, or its standard.
    <T> T of(Setting<T> setting) {
        Given given = byName.get(setting.name());
        return parse(setting, given == null ? setting.standard() : given.text());
    }

    /// The values of a setting with keys, by [Setting#normalKey].
    <T> Map<String, T> allOf(Setting<T> setting) {
        Map<String, T> values = new TreeMap<>();
        Objects.requireNonNullElse(byKey.get(setting), Map.<String, Given>of())
                .forEach((key, given) -> values.put(key, parse(setting, given.text())));
        return values;
    }

    /// Every setting with its value in force and where it comes from, secrets hidden.
    List<String> inForce() {
        List<String> lines = new ArrayList<>();
        for (Setting<?> setting : settings) {
            byKey.getOrDefault(setting, Map.of())
                    .forEach((key, given) -> lines.add(line(setting, setting.keyless() + "." + key, given)));
            if (!setting.hasKeys()) {
                Given given =
                        byName.getOrDefault(setting.name(), new Given(setting.name(), setting.standard(), "standard"));
                lines.add(line(setting, setting.name(), given));
            }
        }
        return lines;
    }

    private static String line(Setting<?> setting, String name, Given given) {
        boolean hide = setting.kind().hidden() && !given.text().isEmpty();
        String text = hide ? "(hidden)" : given.text().lines().findFirst().orElse("");
        return name + " = " + text + "   (" + given.origin() + ")";
    }

    private static <T> T parse(Setting<T> setting, String text) {
        return setting.kind().parse().apply(text).orElseThrow(() -> new IllegalStateException(setting.name()));
    }
}
