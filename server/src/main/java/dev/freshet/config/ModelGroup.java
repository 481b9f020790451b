package dev.freshet.config;

import dev.freshet.http.HttpCaller;
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

    private static final Setting<Boolean> HTTP2 = new Setting<>(
            "models.http2",
            ValueKind.flag(),
            "true",
            "Whether HTTP/2 is offered to providers behind https; those that do not speak it get HTTP/1.1.");
    private static final Setting<List<URI>> CLEAR_TEXT_HTTP2 = new Setting<>(
            "models.clearTextHttp2",
            ValueKind.webAddresses(),
            "",
            "Addresses of model servers that speak HTTP/2 without TLS, such as `http://model:8000`; scheme, host and "
                    + "port count. All others behind http are spoken to by HTTP/1.1.");

    static final SettingGroup GROUP = new SettingGroup("Models", List.of(BASE_URL, HTTP2, CLEAR_TEXT_HTTP2));

    private ModelGroup() {}

    /// @param answers how many answers may run at once, each with a call of its own to a model and now and then one
    ///     more
    static HttpCaller.Settings calls(SettingValues values, int answers) {
        return HttpCaller.Settings.standard()
                .withPool(2 * answers)
                .withHttp2(values.of(HTTP2), values.of(CLEAR_TEXT_HTTP2));
    }

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
