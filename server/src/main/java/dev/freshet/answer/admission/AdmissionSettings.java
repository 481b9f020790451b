package dev.freshet.answer.admission;

import java.time.Duration;

/// How many questions may be under way.
///
/// @param processing pieces of work before the model that may be done side by side; 0 for two a processor
/// @param running answers that models may be writing at once: on this server, for a tenant, by a model
/// @param waiting questions that may be under way beyond those, for the same three
/// @param adaptive how the limits of models follow what the models do
public record AdmissionSettings(int processing, Limits running, Limits waiting, Adaptive adaptive) {
    public AdmissionSettings {
        if (processing < 0 || running.server() < 1) {
            throw new IllegalArgumentException("at least one answer may be written, in at least one place");
        }
    }

    /// Numbers of questions or answers.
    ///
    /// @param server on this server
    /// @param tenant for one tenant; 0 for no limit of its own
    /// @param model by one model, for all tenants together; 0 for no limit of its own
    public record Limits(int server, int tenant, int model) {
        public Limits {
            if (server < 0 || tenant < 0 || model < 0) {
                throw new IllegalArgumentException("a limit is 0 or more");
            }
        }
    }

    /// Whether and when the limits of models move.
    ///
    /// @param on whether limits follow
    /// @param firstToken a first token that takes longer lowers the limit
    public record Adaptive(boolean on, Duration firstToken) {}

    /// The standard values.
    public static AdmissionSettings usual() {
        return running(12_000);
    }

    /// The standard values with another number of answers at once.
    public static AdmissionSettings running(int answers) {
        return new AdmissionSettings(
                0,
                new Limits(answers, 0, 0),
                new Limits(2_000, 1_000, 1_000),
                new Adaptive(false, Duration.ofSeconds(5)));
    }

    /// Places for processing, with 0 resolved.
    int places() {
        return processing > 0 ? processing : 2 * Runtime.getRuntime().availableProcessors();
    }
}
