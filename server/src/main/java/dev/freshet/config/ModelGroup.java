package dev.freshet.config;

import dev.freshet.model.ProviderTable;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
        Map<String, URI> addresses = values.allOf(BASE_URL);
        Set<String> known = ProviderTable.load().all().stream()
                .map(provider -> Setting.normalKey(provider.name()))
                .collect(Collectors.toSet());
        for (String key : addresses.keySet()) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException(
                        "models.baseUrl names the provider " + key + ", which does not exist");
            }
        }
        return new ProviderSettings(addresses);
    }
}
