package dev.freshet.model;

import dev.freshet.core.Secret;
import dev.freshet.model.ModelInfo.Capability;
import java.net.URI;
import java.util.Set;

/// All that is needed to call a remote model.
///
/// @param name the name that it has here
/// @param ownName the name by which the provider knows it
/// @param baseUrl where the provider's interface begins, such as `https://api.example.com/v1`
/// @param key sent as bearer token; none is sent when it is empty
/// @param contextTokens its window
/// @param capabilities what may be asked of it
public record ModelEndpoint(
        ModelName name, String ownName, URI baseUrl, Secret key, int contextTokens, Set<Capability> capabilities) {
    public ModelEndpoint {
        capabilities = Set.copyOf(capabilities);
    }

    public ModelInfo info() {
        return new ModelInfo(name, contextTokens, capabilities);
    }

    /// The address of one of the interface's paths.
    ///
    /// @param path without a leading slash
    public URI at(String path) {
        String base = baseUrl.toString();
        return URI.create(base.endsWith("/") ? base + path : base + "/" + path);
    }
}
