package dev.freshet.config;

/// Writes the reference page of the settings from their declarations.
public final class SettingsReference {
    private static final String HEAD = """
            # Settings

            This page is generated from the declarations in `dev.freshet.config`; write it again with
            `./freshet settings --markdown > docs/reference/settings.md`.

            A setting comes from, in this order, each overriding the one before: its standard value, the YAML file
            that `--config FILE` (or `FRESHET_CONFIG`) names, its `FRESHET_*` variable, an option of the command.
            In YAML, dots may be written as nesting. Where a name ends in a part in angle brackets, that part is a key
            of yours; in a variable it is written in upper case, each run of other characters as one underscore.
            All mistakes are listed at once at start-up, with exit code 2; a name or a `FRESHET_*` variable that is
            none of these is a mistake too.
            `./freshet settings` prints every setting with the value in force and where it comes from.
            """;

    private SettingsReference() {}

    /// The whole page.
    public static String markdown() {
        StringBuilder page = new StringBuilder(HEAD);
        for (SettingGroup group : Settings.groups()) {
            page.append("\n## ").append(group.title()).append('\n');
            group.settings().forEach(setting -> append(page, setting));
        }
        return page.toString();
    }

    private static void append(StringBuilder page, Setting<?> setting) {
        String variable = setting.variable() + (setting.hasKeys() ? "<FACTORY>" : "");
        page.append("\n### `").append(setting.name()).append("`\n\n");
        page.append(setting.description()).append('\n');
        page.append("\n- variable: `").append(variable).append("`\n");
        page.append("- value: ").append(setting.kind().words()).append('\n');
        page.append("- standard: ").append(standard(setting.standard())).append('\n');
    }

    private static String standard(String text) {
        if (text.isEmpty()) {
            return "empty";
        }
        return text.contains("\n") ? "\n\n```text\n" + text.strip() + "\n```" : "`" + text + "`";
    }
}
