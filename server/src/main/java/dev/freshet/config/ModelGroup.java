package dev.freshet.config;

import java.net.URI;
import java.util.List;

/// Model providers.
final class ModelGroup {
    private static final Setting<URI> BASE_URL = new Setting<>(
            "models.baseUrl.<Factory>",
            ValueKind.webAddress(),
            "",
            "The address of a model provider by its name (quoted in YAML), "
                    + "for tenants that set none; empty means the provider's own.");

    static final SettingGroup GROUP = new SettingGroup("Models", List.of(BASE_URL));

    private ModelGroup() {}

    static ProviderSettings from(SettingValues values) {
        return new ProviderSettings(values.allOf(BASE_URL));
    }
}
