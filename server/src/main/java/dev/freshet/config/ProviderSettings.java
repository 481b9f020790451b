package dev.freshet.config;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Where model providers are, other than the provider table says.
///
/// @param baseUrls addresses by the provider's name in the form of [Setting#normalKey]
public record ProviderSettings(Map<String, URI> baseUrls) {
    public ProviderSettings {
        baseUrls = Map.copyOf(baseUrls);
    }

    /// The address set for a provider.
    ///
    /// @param factory the provider's name as the provider table has it
    public Optional<URI> baseUrl(String factory) {
        return Optional.ofNullable(baseUrls.get(Setting.normalKey(factory)));
    }
}
