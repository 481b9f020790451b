package dev.freshet.cli;

import dev.freshet.config.SettingsLoader.Loaded;
import java.util.List;

/// Tells mistakes in the settings.
final class Mistakes {
    private Mistakes() {}

    /// Prints all of them as one numbered list.
    ///
    /// @return the exit code
    static int print(Loaded.Invalid invalid) {
        System.err.println("The settings cannot be used:");
        List<String> mistakes = invalid.mistakes();
        for (int i = 0; i < mistakes.size(); i++) {
            System.err.println("  " + (i + 1) + ". " + mistakes.get(i));
        }
        return CommandLineInterface.MISTAKEN;
    }
}
